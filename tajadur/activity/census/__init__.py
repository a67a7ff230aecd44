"""Holds census campaigns: a form that each branch answers by a day, its drafts, its answers, what they say together."""
