"""What the right side of the browsing page can show, one file per subject."""
