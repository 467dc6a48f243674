"""The addresses of the pages by subject."""
