"""Settings, the root of all URLs, the server process."""
