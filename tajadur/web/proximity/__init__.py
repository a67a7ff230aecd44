"""Pages of what units do near the people."""
