"""A translated sentence and its values."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise


def filled(sentence: str | Promise, values: Mapping[str, Any]) -> str:
    """The sentence with its values; one that counts (``ngettext_lazy`` by name) takes its form from the value it names.

    Never ``str`` such a sentence first: without its number it has no words. KeyError when a value is missing.
    """
    return str(sentence % values) if values else str(sentence)
