"""Where a rule comes from, as each language names its laws."""

import re

from django.utils.translation import gettext as _

_ORGANIC_LAW = re.compile(r"(\d{1,4})[-.](\d{1,4}), art\. ?(\d{1,4})")


def source_words(kept: str) -> str:
    """«القانون التنظيمي 29.11، المادة 26» for «29-11, art. 26»; «statutes» by name, another as it is kept."""
    if kept == "statutes":
        return _("Statutes of the party")
    law = _ORGANIC_LAW.fullmatch(kept.strip())
    if law is None:
        return kept
    return _("Organic law %(law)s, article %(article)s") % {"law": f"{law[1]}.{law[2]}", "article": law[3]}


def source_typed(typed: str, kept: str) -> str:
    """What is kept for a source that was typed over its words: left as they were shown, it stays as it was kept."""
    return kept if typed == source_words(kept) else typed
