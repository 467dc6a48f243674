"""The demo: a home with believable samples, made once and served."""
