"""Persons, mandates, invitations."""
