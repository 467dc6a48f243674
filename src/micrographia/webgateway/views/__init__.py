"""What WebGateway's URLs do, one file per subject."""
