"""What one unit owes for one directive and one period."""
