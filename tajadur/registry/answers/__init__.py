"""Holds for a day how each form sent was answered, so that the same form sent again is answered alike and done once."""
