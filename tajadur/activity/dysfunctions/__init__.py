"""Holds what goes wrong in a unit, found by a rule or observed: one open case per kind, its remedy, its end."""
