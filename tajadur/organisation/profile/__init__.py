"""The party's own words: name, kinds of unit, body types, post types."""
