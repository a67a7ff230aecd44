"""The loader of our own templates: their layout helps developers, and is not sent to phones.

Indentation goes, and so does the line break after a line that only decides (conditions, loops, blocks, names). Every
line that shows something keeps its own break, so two words that stood apart still do, and two that did not still do
not. Only `.html`: a mail in plain text is laid out for its reader.
"""

import re

from django.template import Origin
from django.template.loaders.filesystem import Loader as FilesystemLoader

_DECIDES = "if|elif|else|endif|for|empty|endfor|with|endwith|block|endblock|partialdef|endpartialdef|load"
_SHOWS_NOTHING = re.compile(rf"(?:\{{#.*?#\}}|\{{% (?:(?:{_DECIDES})\b[^%]*|[^%]* as \w+ )%\}})+\n")


def compact(source: str) -> str:
    """The template without its layout. The first break stays: an included template may be set apart by it alone."""
    first, *rest = re.sub(r"^[ \t]+", "", source, flags=re.M).splitlines(keepends=True) or [""]
    return first + "".join(line.rstrip("\n") if _SHOWS_NOTHING.fullmatch(line) else line for line in rest)


class Loader(FilesystemLoader):
    """Django's loader of the folder of templates, which hands them over compact."""

    def get_contents(self, origin: Origin) -> str:
        """The text of a template; only HTML is made compact, in a letter every space is read."""
        source: str = super().get_contents(origin)
        return compact(source) if origin.name.endswith(".html") else source
