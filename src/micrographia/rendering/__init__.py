"""Values → colours: arithmetic only."""
