"""Rows: who owns which image, where it hangs, who may see it."""
