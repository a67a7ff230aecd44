"""Serves persons, mandates and invitations, and importing lists of persons."""
