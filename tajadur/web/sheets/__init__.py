"""Carries every import from a file to lines to try: asks what a sheet leaves open, page by page. Knows no import."""
