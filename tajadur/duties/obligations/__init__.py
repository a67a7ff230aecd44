"""Holds obligations: what one unit owes for one directive and one period, its state, releases and reminders."""
