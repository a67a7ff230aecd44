"""Inputs with a touch more than the browser gives; each works as a plain input without script."""

from collections.abc import Collection
from typing import Any

from django import forms


class DigitsInput(forms.TextInput):
    """A whole number in the digits of any script: the browser's own number field drops ١٢, typed or pasted."""

    def __init__(self, least: int = 0, most: int = 9999, attrs: dict[str, Any] | None = None) -> None:
        bounds = {"data-least": least, "data-most": most}
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **bounds, **(attrs or {})})


class StepperInput(DigitsInput):
    """A small count with minus and plus; typed entry stays possible."""

    template_name = "components/stepper.html"


class DateInput(forms.DateInput):
    """The browser's own date field; script writes the long date of the page's language under it."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-long-date": "", **(attrs or {})}, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own time field, hours and minutes."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class FreeText(forms.Textarea):
    """Text in any language: its direction follows what is written."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 3, "dir": "auto", **(attrs or {})})


class ShortText(forms.TextInput):
    """One line in any language."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"dir": "auto", "autocomplete": "off", **(attrs or {})})


class MarkedSelect(forms.Select):
    """A select that gives the options of ``marked`` values an attribute, for style sheets to choose by."""

    def __init__(self, mark: str, marked: Collection[str], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.mark, self.marked = mark, frozenset(marked)

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As of every select, with the mark where it belongs."""
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.marked:
            option["attrs"][self.mark] = True
        return option
