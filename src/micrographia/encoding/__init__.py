"""Colours → bytes."""
