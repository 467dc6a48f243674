"""Files → catalog."""
