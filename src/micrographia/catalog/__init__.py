"""Rows: who owns what, where it hangs, and who may see it."""
