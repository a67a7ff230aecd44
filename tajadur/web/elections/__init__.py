"""Pages of electoral readiness."""
