"""Who exists and who holds which office."""
