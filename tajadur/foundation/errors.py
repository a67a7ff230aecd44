"""What can go wrong, as codes; the sentences live in vocabularies and templates."""

from typing import Any


class BadInput(Exception):
    """Something typed cannot be accepted. Nothing was written.

    ``field`` is the form field concerned ("" for the whole form), ``code`` a key of the app's PROBLEMS,
    ``params`` the values its sentence shows. ``BadInput.of(a, b)`` carries several problems at once.
    """

    def __init__(self, field: str, code: str, **params: Any) -> None:
        super().__init__(f"{field or 'form'}: {code}")
        self.field, self.code, self.params = field, code, params
        self.problems: list[BadInput] = [self]

    @classmethod
    def of(cls, *problems: "BadInput") -> "BadInput":
        """One error that carries all ``problems`` (at least one)."""
        first = problems[0]
        whole = cls(first.field, first.code, **first.params)
        whole.problems = list(problems)
        return whole


class NeedsConfirmation(BadInput):
    """Plausible but surprising: accepted when the same act is repeated with ``code`` among ``confirmed``."""


class Conflict(Exception):
    """Someone else wrote first, or the same key carries other content (HTTP 409). Both texts are kept."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


class StoreAway(OSError):
    """The store of the files did not answer, or took nothing (HTTP 503)."""


class NotVisible(Exception):
    """The actor may not even see this thing (HTTP 404)."""


class PermissionDenied(Exception):
    """The actor sees the unit but may not do ``act`` to it (HTTP 403). ``who`` names the offices that may.

    ``reads``: may the actor at least read what the act is about?
    """

    def __init__(self, act: str, unit_id: int | None = None, who: tuple[str, ...] = (), *, reads: bool = False) -> None:
        super().__init__(f"{act} on unit {unit_id}")
        self.act, self.unit_id, self.who, self.reads = act, unit_id, who, reads

    @property
    def is_page(self) -> bool:
        """Is the refused act no more than reading?"""
        return self.act.startswith(("read_", "see_"))
