"""Reading congresses: one, its road, the board of an edition, the seats of a province."""
