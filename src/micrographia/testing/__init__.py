"""Contract tests and synthetic images, for us and for authors of plug-ins."""
