"""No voter, no list of supporters, no opinion of anybody: no column, no heading, and the test can fail."""

from collections.abc import Iterable, Iterator

import pytest
from django.apps import apps
from django.db import models
from django.utils.translation import override

from tajadur.foundation.errors import BadInput
from tajadur.foundation.sheets.layout import Column, Layout, headings_of
from tajadur.foundation.sheets.tables import Table
from tajadur.rules.elections import names_voters


def named_for_voters(tables: Iterable[type[models.Model]]) -> Iterator[str]:
    """Tables and columns whose name would hold something of voters, as «table.column»."""
    for model in tables:
        names = [model.__name__, model._meta.db_table]
        for field in model._meta.concrete_fields:
            names += [field.name, field.column, str(field.verbose_name), str(field.help_text)]
            yield from (f"{model._meta.db_table}.{field.column}" for name in (field.name, field.column)
                        if names_voters(name))  # fmt: skip
        yield from (f"{model._meta.db_table}: {name}" for name in names if names_voters(name))


def test_no_table_of_the_product_has_a_column_for_voters() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("tajadur.")]
    assert list(named_for_voters(ours)) == []


def test_a_column_for_voters_would_be_found() -> None:
    class Planted(models.Model):
        """A table nobody makes."""

        supporter_count = models.IntegerField()
        seats = models.IntegerField()

        class Meta:
            app_label = "planted"
            managed = False

    found = list(named_for_voters([Planted]))
    apps.all_models["planted"].clear()
    assert "planted_planted.supporter_count" in found
    assert not any("seats" in name for name in found)


def test_a_sheet_with_such_a_column_does_not_come_in_not_even_with_it_left_out() -> None:
    layout = Layout((Column("code", "Code"), Column("unit", "Place")), (("code",),), names_voters)
    with override("fr"), pytest.raises(BadInput) as refused:
        headings_of(Table("", [["Code", "Place", "Électeurs inscrits"], ["1", "2", "3"]]), layout)
    assert (refused.value.code, refused.value.params) == ("heading_refused", {"title": "Électeurs inscrits"})
    assert headings_of(Table("", [["Code", "Place"], ["1", "2"]]), layout).is_clear
