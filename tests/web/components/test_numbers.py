"""Every field for a whole number takes the digits of any script: the browser's own number field drops them."""

import pathlib
import re

from django import forms
from django.apps import apps
from django.utils.module_loading import import_module

from tajadur.web.components.widgets import DigitsInput
from tajadur.web.forms import CountField

ROOT = pathlib.Path(__file__).resolve().parents[3]
IN_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
NUMBER = re.compile(r"forms\.NumberInput|type=[\"']?number", re.IGNORECASE)


def test_no_page_uses_the_browsers_number_field() -> None:
    sources = [*(ROOT / "tajadur" / "web").rglob("*.py"), *(ROOT / "templates").rglob("*.html")]
    assert len(sources) > 100
    assert [str(path) for path in sources if NUMBER.search(path.read_text())] == []


def test_every_count_of_every_form_is_a_field_of_digits() -> None:
    for path in (ROOT / "tajadur" / "web").rglob("*forms.py"):
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    assert apps.ready
    kinds, seen = [forms.BaseForm], 0
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        for name, field in getattr(kind, "base_fields", {}).items():
            if isinstance(field, CountField):
                seen += 1
                assert isinstance(field.widget, DigitsInput), (kind, name)
                number = max(field.least, min(field.most, 1990))
                assert field.clean(str(number).translate(IN_ARABIC)) == number, (kind, name)
    assert seen > 10
