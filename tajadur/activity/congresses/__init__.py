"""Holds the congresses of regions: their stages, seats, lists of delegates, and who was elected."""
