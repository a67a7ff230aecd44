"""Holds what is declared to the authority: after each creation or renewal of a leading body, thirty days, a receipt."""
