"""Holds the plan of the party, edition by edition, and what each unit makes of it: targets, actions, values."""
