"""Each kind of exhibit as pages."""
