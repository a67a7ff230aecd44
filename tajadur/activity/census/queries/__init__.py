"""Reading campaigns: as they stand, the form of a branch, what the answers say together."""
