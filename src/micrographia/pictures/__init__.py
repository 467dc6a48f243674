"""The beam: this viewer wants that image, so; here are the bytes."""
