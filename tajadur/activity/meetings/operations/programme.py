"""operations programme: being written."""

__all__: list[str] = []
