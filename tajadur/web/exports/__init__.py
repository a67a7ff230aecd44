"""Takes every list and dashboard away as a file: the page's own rows, whole, in columns that were said once."""
