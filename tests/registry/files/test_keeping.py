"""A file is stored whole or not at all, waits a day for its form, and is swept when it belongs to nothing."""

import errno
import io
import os
import resource
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from tajadur.environment import file_store_from
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.permissions.actors import Actor
from tajadur.registry.files import vocabulary
from tajadur.registry.files.models import StoredFile
from tajadur.registry.files.nightly import SweepTally, sweep_files
from tajadur.registry.files.operations import staging
from tajadur.registry.files.operations.staging import stage_file, unstage_file
from tajadur.registry.files.queries import content_of, file_store, require_content, staged_files
from tests.factories.files import pdf, picture, staged
from tests.factories.party import Party, acting, holder

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def secretary(party: Party) -> Actor:
    return acting(holder(unit=party.branches[0][0][0]), clock.today())


@pytest.fixture(autouse=True)
def own_store(settings: Any, tmp_path: Path) -> None:
    """A store of the test's own: what it finds there is of it alone."""
    settings.STORAGES = {**settings.STORAGES, "files": file_store_from(str(tmp_path))}


def contents() -> list[Path]:
    """What lies in the store."""
    return [path for path in Path(file_store().path("")).rglob("*") if path.is_file()]


def test_a_file_lies_in_the_store_under_a_name_of_ours(secretary: Actor) -> None:
    row = staged(secretary, name="محضر.pdf")
    assert b"".join(content_of(row)) == pdf()
    path = Path(file_store().path(row.stored_name))
    assert contents() == [path]
    assert path.stat().st_mode & 0o777 == 0o600
    assert (row.name, row.size, row.unit_id) == ("محضر.pdf", len(pdf()), None)


def test_a_file_of_somebody_else_is_not_there(secretary: Actor, party: Party) -> None:
    row = staged(secretary)
    other = acting(holder(unit=party.branches[0][0][1]), clock.today())
    assert staged_files([str(row.key)], account_id=other.account_id) == []
    assert not unstage_file(key=str(row.key), by=other)
    assert staged_files([str(row.key), "x", str(row.key)], account_id=secretary.account_id) == [row]


def test_a_file_taken_away_is_gone_from_the_store_once_that_is_committed(
    secretary: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    row = staged(secretary)
    with django_capture_on_commit_callbacks(execute=True):
        assert unstage_file(key=str(row.key), by=secretary)
        assert len(contents()) == 1
    assert contents() == []
    assert not unstage_file(key=str(row.key), by=secretary)


def test_no_account_fills_the_disk_with_forms_it_does_not_send(
    secretary: Actor, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(staging, "MOST_STAGED", 2)
    staged(secretary)
    staged(secretary)
    with pytest.raises(BadInput, match="too_many_staged"):
        staged(secretary)
    assert len(contents()) == 2


class Full:
    """A store whose disk is full."""

    def save(self, name: str, content: Any) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_store_is_a_sentence_and_leaves_nothing(secretary: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "file_store", Full)
    with pytest.raises(BadInput, match="no_room"):
        staged(secretary)
    assert not StoredFile.objects.exists()


def test_a_disk_that_takes_only_a_part_keeps_none_of_it(secretary: Actor) -> None:
    former, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, former[1]))
    try:
        with pytest.raises(BadInput, match="no_room"):
            staged(secretary, pdf(after=b"%" + b"x" * 50_000 + b"\n"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)
        signal.signal(signal.SIGXFSZ, handler)
    assert contents() == []
    assert not StoredFile.objects.exists()


def test_what_was_stored_and_never_committed_is_swept_after_a_day(secretary: Actor) -> None:
    with transaction.atomic():
        row = staged(secretary)
        transaction.set_rollback(True)
    assert len(contents()) == 1
    part, at = int(row.key.hex[:2], 16), clock.now()
    assert sweep_files(at=at, part=part).contents == 0
    partial = contents()[0].with_name(".partial-left-by-a-killed-process")
    partial.touch()
    for path in contents():
        os.utime(path, (at.timestamp(), at.timestamp()))
    assert sweep_files(at=at + timedelta(hours=25), part=(part + 1) % 256).contents == 0
    assert sweep_files(at=at + timedelta(hours=25), part=part).contents == 2
    assert contents() == []


KILLED = """
import io, os, signal
import django
django.setup()
from tajadur.foundation import clock
from tajadur.permissions.actors import Actor
from tajadur.registry.files.models import StoredFile
from tests.factories.files import staged
save = StoredFile.save
def killed(row, **how):
    save(row, **how)
    os.kill(os.getpid(), signal.SIGKILL)
StoredFile.save = killed
staged(Actor(1, None, clock.today()))
"""


def test_a_process_killed_between_rename_and_commit_leaves_what_the_sweep_takes(db: None, tmp_path: Path) -> None:
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    given = os.environ | {"DATABASE_URL": url, "FILES_STORE": str(tmp_path), "PYTHONPATH": str(ROOT)}
    ended = subprocess.run([sys.executable, "-c", KILLED], env=given, capture_output=True, text=True, timeout=60)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    (left,) = contents()
    assert left.read_bytes() == pdf() and not StoredFile.objects.exists()
    os.utime(left, (clock.now().timestamp(),) * 2)
    assert sweep_files(at=clock.now() + timedelta(hours=25), part=int(left.name[:2], 16)).contents == 1
    assert contents() == []


def test_what_was_never_sent_is_swept_after_a_day(secretary: Actor, django_capture_on_commit_callbacks: Any) -> None:
    at = clock.now()
    row = staged(secretary, at=at)
    assert sweep_files(at=at + timedelta(hours=23), part=0).staged == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_files(at=at + timedelta(hours=25), part=0).staged == 1
    assert contents() == []
    with pytest.raises(NotVisible):
        require_content(row)
    assert sweep_files(at=at + timedelta(hours=25)) == SweepTally(0, 0, 0)


def test_every_part_of_the_store_is_seen_in_a_day() -> None:
    midnight = clock.now()
    seen = {int((midnight + timedelta(minutes=minute)).timestamp()) // 60 % 256 for minute in range(24 * 60)}
    assert seen == set(range(256))


@pytest.mark.parametrize("address", ["files", "http://x/y", "s3://", "s3://key:secret@bucket"])
def test_a_store_that_makes_no_sense_does_not_start(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="FILES_STORE"):
        file_store_from(address)


def test_a_store_that_needs_a_library_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    store = file_store_from("s3://bucket/tajadur?endpoint_url=https://s3.example.org")
    assert store["OPTIONS"] == {
        "bucket_name": "bucket",
        "location": "tajadur",
        "endpoint_url": "https://s3.example.org",
    }
    with pytest.raises(ImproperlyConfigured, match="acl"):
        file_store_from("s3://bucket?acl=public-read")
    monkeypatch.setattr("tajadur.environment.find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match="boto3"):
        file_store_from("s3://bucket/tajadur")


def test_limits_follow_the_settings(settings: Any) -> None:
    settings.FILE_MEGABYTES, settings.UNIT_FILES_MEGABYTES = 1, 20
    assert vocabulary.most_bytes() == 1024 * 1024
    assert vocabulary.most_bytes_of_a_thing() == 3 * 1024 * 1024
    assert vocabulary.most_bytes_of_a_unit() == 20 * 1024 * 1024


def test_the_store_of_the_settings_is_the_one_used(tmp_path: Path) -> None:
    assert file_store().path("a") == str(tmp_path / "a")
    assert (file_store().path(""), contents()) == (str(tmp_path), [])


def test_a_picture_is_kept_as_it_was_drawn(secretary: Actor) -> None:
    row = stage_file(source=io.BytesIO(picture()), name="x", by=secretary, at=clock.now())
    assert b"".join(content_of(row)).startswith(b"\xff\xd8\xff")
    assert row.content_type == "image/jpeg"
