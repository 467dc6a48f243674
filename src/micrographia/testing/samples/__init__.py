"""Believable images made by arithmetic, for the demo and for tests: cells, a stained slide, a plate."""
