"""Addresses of static files, worked out once in each process: a page asks for about forty."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Assets(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, which remembers what it answered; the files of a release never change under it."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._known: dict[str, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        """The address of a file, with its fingerprint. Raises ValueError for one that is not in the manifest."""
        if force or name is None:
            return str(super().url(name, force))
        if name not in self._known:
            self._known[name] = str(super().url(name))
        return self._known[name]
