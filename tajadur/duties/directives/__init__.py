"""Holds directives: what each unit of a kind owes and when, with exceptions, amendments and reminder ladders."""
