"""Values of enums written out in SQL."""

from enum import StrEnum
from pathlib import Path

import pytest

from tajadur.foundation.sql import quoted, with_words


class Word(StrEnum):
    LATE = "late"
    ON_TIME = "on_time"
    EVIL = "it's"


def test_values_of_an_enum_are_written_as_literals() -> None:
    assert quoted(Word.LATE) == "'late'"
    assert quoted(Word.LATE, Word.ON_TIME) == "'late', 'on_time'"


@pytest.mark.parametrize("typed", ["late", Word.EVIL])
def test_nothing_else_is(typed: Word) -> None:
    with pytest.raises(TypeError, match="no word of ours"):
        quoted(typed)


def test_a_statement_of_a_file_gets_its_words_and_each_must_be_there(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    path.write_text("SELECT {late}, {late} FROM ({rows}) r")
    assert with_words(path, late="'late'") == "SELECT 'late', 'late' FROM ({rows}) r"
    with pytest.raises(KeyError, match="silent"):
        with_words(path, silent="'silent'")


@pytest.mark.django_db(transaction=True)
def test_one_snapshot_sees_no_row_that_comes_meanwhile() -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    from tajadur.foundation import clock
    from tajadur.foundation.sql import one_snapshot
    from tajadur.registry.audit.models import AuditEntry

    def write() -> None:
        AuditEntry.objects.create(at=clock.now(), act="meanwhile")
        connection.close()

    with one_snapshot():
        before = AuditEntry.objects.count()
        with ThreadPoolExecutor(1) as other:
            other.submit(write).result()
        assert AuditEntry.objects.count() == before
    assert AuditEntry.objects.count() == before + 1
