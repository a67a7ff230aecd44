"""Every function that reads a text people type, and every kind of field: its cost grows with the length, no faster."""

import contextlib
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

import tajadur
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.mail_address import UnsendableAddress
from tajadur.rules.roster import roster
from tajadur.web import forms as fields
from tests.factories.hostile import CPU_SECONDS, TEXTS, cpu_seconds

TYPED = {"text", "typed", "address", "name", "line", "words", "value", "given", "token", "email", "phone"}
# Not for what people type: names of locks, keys and things of our own.
OUR_OWN = tuple(
    f"tajadur.{name}"
    for name in ("settings", "environment", "sample", "jobs", "foundation.locks", "registry", "web.templatetags")
)
OUR_OWN_FUNCTIONS = {"icon", "kept", "from_text", "qr_code", "written", "time_tag", "found_in"}
REFUSALS = (BadInput, NotVisible, UnsendableAddress, ValidationError)


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(tajadur.__path__, "tajadur."):
        if not found.name.startswith(OUR_OWN) and not {"migrations", "management"} & set(found.name.split(".")):
            yield importlib.import_module(found.name)


def readers() -> dict[str, Callable[[str], Any]]:
    """Each function of ours that needs one thing only, a text."""
    functions: dict[str, Callable[[str], Any]] = {"roster": lambda text: roster(text, year=2026)}
    for module in modules():
        for name, function in vars(module).items():
            if not inspect.isfunction(function) or function.__module__ != module.__name__:
                continue
            if name.startswith("_") or name in OUR_OWN_FUNCTIONS:
                continue
            first, *rest = [*inspect.signature(function).parameters.values(), None]
            if (
                first is not None
                and first.name in TYPED
                and first.annotation is str
                and all(more is None or more.default is not more.empty for more in rest)
            ):
                functions[f"{module.__name__}.{name}"] = function
    return functions


def field_classes() -> dict[str, Callable[[], forms.Field]]:
    return {
        name: kind
        for name, kind in vars(fields).items()
        if inspect.isclass(kind) and issubclass(kind, forms.Field) and kind.__module__ == fields.__name__
    }


def test_the_walk_sees_the_functions_that_clean() -> None:
    names = {name.rpartition(".")[2] for name in readers()}
    assert names >= {"clean_line", "clean_text", "clean_lines", "fold", "fold_loose", "sort_key_ar"}
    assert names >= {"looks_like_identity_number", "parse_receipt", "whole_number", "phone_e164", "search_words"}
    assert set(field_classes()) >= {"LineField", "TextField", "LinesField", "CountField", "DayField", "TimeField"}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", TEXTS)
def test_two_hundred_thousand_characters_are_read_or_refused_at_once(kind: str) -> None:
    costly = {}
    for name, function in (readers() | {name: make().clean for name, make in field_classes().items()}).items():

        def act(function: Callable[[str], Any] = function) -> None:
            with contextlib.suppress(*REFUSALS):
                function(TEXTS[kind])

        if (seconds := cpu_seconds(act)) > CPU_SECONDS:
            costly[name] = seconds
    assert costly == {}


@pytest.mark.parametrize("kind", TEXTS)
def test_texts_within_a_generous_limit_cost_no_more(kind: str) -> None:
    def act() -> None:
        with contextlib.suppress(*REFUSALS):
            fields.TextField(limit=1_000_000).clean(TEXTS[kind])
            fields.LinesField(limit=1_000_000).clean(TEXTS[kind])

    assert cpu_seconds(act) <= 2 * CPU_SECONDS
