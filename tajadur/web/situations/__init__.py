"""Pages of the organisational situation of branches."""
