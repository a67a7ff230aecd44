"""Holds requests of units for resources, what each level says of them, decisions, deliveries and budget lines."""
