"""Rows and values → the JSON of the WebGateway document."""
