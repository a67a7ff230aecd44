"""The board of the congresses, the road of one region, its own to-do, the delegates of a province, the results."""
