"""What units do; each room is the unit's own record."""
