"""The beam: a catalogued image, a viewer and a request become a picture."""
