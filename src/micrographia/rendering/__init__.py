"""Values → colors: arithmetic only."""
