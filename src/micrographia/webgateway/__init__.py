"""The WebGateway document."""
