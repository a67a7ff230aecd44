"""Acts on the party's own words."""
