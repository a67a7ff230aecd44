"""Holds the party's own words: its name, kinds of unit, types of body and post, and observed holidays."""
