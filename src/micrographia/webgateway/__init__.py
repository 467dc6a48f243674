"""The URLs of the WebGateway document."""
