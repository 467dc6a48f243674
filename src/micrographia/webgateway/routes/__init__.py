"""The addresses of WebGateway by subject."""
