"""The attic: read-only views over everything beneath."""
