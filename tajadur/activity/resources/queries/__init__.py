"""Reads: requests as they stand, who stands at each level, the budget and who decides."""
