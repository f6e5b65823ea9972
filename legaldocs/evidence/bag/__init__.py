"""The BagIt bag: written, read, compared, indexed."""
