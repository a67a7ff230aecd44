"""Serves logging in, invitations, one's own preferences, devices and channels."""
