"""Greys → greys."""
