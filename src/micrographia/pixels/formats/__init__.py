"""What several readers share: TIFF pages, OME-XML."""
