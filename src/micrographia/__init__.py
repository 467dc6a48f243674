"""Micrographia: a microscopy image server that speaks WebGateway and the OMERO JSON API."""

__version__ = "0.1.0.dev0"
