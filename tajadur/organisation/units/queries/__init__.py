"""Reading units: the places of the census, the tree, the search, where each stood on which day."""
