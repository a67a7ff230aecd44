"""Holds the premises of units: where and when they receive people, from a day to a day, and who said to have none."""
