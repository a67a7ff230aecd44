"""Holds the pack of each meeting of the pole: made from the figures of a day, frozen as it was sent."""
