"""The folder in which a server lives, and its settings."""
