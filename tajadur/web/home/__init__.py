"""Serves the first page of whoever comes in, the health check and the gallery of components."""
