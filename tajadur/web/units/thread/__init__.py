"""The thread of a unit's page: what is asked of it, and each thing that happened in words."""
