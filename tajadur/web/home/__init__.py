"""The first page of whoever comes in."""
