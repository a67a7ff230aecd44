"""Coming in: log-in, invitations, preferences."""
