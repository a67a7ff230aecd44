"""Finding units by what people type."""

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from tajadur.foundation.arabic import fold, fold_loose
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import within
from tajadur.permissions.matrix import Permission

from ..models import Unit

LONGEST_QUERY = 120
ALIKE = 0.55


def search_words(typed: str) -> str:
    """What was typed, folded for comparison and cut to a sane length; empty when nothing can be looked for."""
    return fold_loose(typed[:LONGEST_QUERY].replace("\0", " "))


def found_in(words: str, field: str = "folded") -> Q:
    """Every word of ``words`` (from ``search_words``) begins a word of ``field``."""
    condition = Q()
    for word in words.split():
        condition &= Q(**{f"{field}__contains": f" {word}"})
    return condition


def units_found(actor: Actor, typed: str) -> QuerySet[Unit]:
    """The units the actor may see that answer to ``typed``: by code, by first letters, else by likeness. Best first."""
    units = within(Unit.objects.select_related("kind", "parent"), actor, Permission.SEE_UNIT)
    words = search_words(typed)
    code = fold(typed[:LONGEST_QUERY].replace("\0", " ")).replace(" ", ".")
    if not words:
        return units.none()
    exact = units.filter(found_in(words) | Q(code__iexact=typed.strip()[:40].replace("\0", "")) | Q(code__iexact=code))
    if exact.exists():
        return exact.annotate(
            whole=Case(
                When(code__iexact=code, then=Value(0)),
                When(folded__contains=f"| {words} |", then=Value(1)),
                default=Value(2),
                output_field=IntegerField(),
            )
        ).order_by("closed_on", "whole", "depth", "sort_ar", "pk")
    return (
        units.annotate(likeness=TrigramWordSimilarity(words, "folded"))
        .filter(likeness__gte=ALIKE)
        .order_by("-likeness", "depth", "sort_ar", "pk")
    )
