"""Tests that share one sample: a package, so that it is written once and emptied at the end."""
