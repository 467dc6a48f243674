"""The JSON API as released: /api/v0/."""
