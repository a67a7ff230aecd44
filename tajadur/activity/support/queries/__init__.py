"""Reading what was said, planned and promised, within the reach of the actor."""
