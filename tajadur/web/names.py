"""Fields of a form that ask the same text in several languages or scripts: only those of the languages offered stay.

``name_ar``, ``name_fr``, ``name_en`` are a name by language; ``name_ar`` with ``name_latin`` (or ``_fr`` alone) one by
script. What is not asked holds what was typed in the default language (docs/decisions/0103).
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.foundation.installation import ALL, offered

_LABELS = {"name": _("Name"), "short_name": _("Short name"), "subject": _("Subject"), "text": _("Text")}
_SUFFIXES = (*ALL, "latin")


def leave_out_names(fields: dict[str, forms.Field]) -> dict[str, str]:
    """Take out the fields of languages and scripts not offered; gives the field asked instead, by each taken out."""
    if offered() == ALL:
        return {}
    taken: dict[str, str] = {}
    for stem in {name.rpartition("_")[0] for name in fields if name.rpartition("_")[2] in _SUFFIXES}:
        group = [suffix for suffix in _SUFFIXES if f"{stem}_{suffix}" in fields]
        kept = [suffix for suffix in group if _is_offered(suffix, group)]
        if stem not in _LABELS or len(group) < 2 or not kept:
            continue
        default = offered()[0]
        first = default if default in kept else kept[0] if default == "ar" or len(kept) == 1 else kept[-1]
        asked = fields[f"{stem}_{first}"]
        for suffix in group:
            if suffix not in kept:
                left_out = fields.pop(f"{stem}_{suffix}")
                asked.required = asked.required or left_out.required
                taken[f"{stem}_{suffix}"] = f"{stem}_{first}"
        asked.widget.is_required = asked.required
        if len(kept) == 1:
            asked.label, asked.help_text = _LABELS[stem], ""
    return taken


def _is_offered(suffix: str, group: list[str]) -> bool:
    latin = {"fr", "en"} & set(offered())
    return bool(latin) if suffix == "latin" or (suffix == "fr" and "en" not in group) else suffix in offered()
