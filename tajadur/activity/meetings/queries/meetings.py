"""queries meetings: being written."""

__all__: list[str] = []
