"""What `make check` runs besides the known tools."""
