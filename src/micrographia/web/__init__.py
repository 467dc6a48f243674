"""What all families of URLs share about HTTP."""
