"""Attaching files on a form, and giving out those of a thing once its gate is passed."""
