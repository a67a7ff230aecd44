"""Pages of the premises of units."""
