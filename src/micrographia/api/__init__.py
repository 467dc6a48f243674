"""The JSON API document of 2016, at /api/."""
