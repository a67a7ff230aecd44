"""Serves the page that checks the number of a receipt."""
