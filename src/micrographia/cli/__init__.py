"""The command `micrographia`."""
