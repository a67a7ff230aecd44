"""Pages of the plan: the nation by region, one unit, editions and their drafting, what a unit follows and states."""
