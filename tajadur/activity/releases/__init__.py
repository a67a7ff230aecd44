"""A unit asks for more time, an excuse or a reopening; the level its directive names decides."""
