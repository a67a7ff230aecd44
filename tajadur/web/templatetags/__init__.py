"""Holds the filters and tags of the templates."""
