"""Serves decisions sent to the body above: sent and taken back by their unit, received, and what came of them."""
