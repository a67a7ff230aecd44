"""Pure rules: dates in, answers out. Standard library only; no database, no clock, no framework."""
