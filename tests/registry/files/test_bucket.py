"""Files in a bucket, against a real S3-compatible server: as in a folder, and a sentence while the store is away."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from time_machine import escape_hatch

from tajadur.activity.resources.models import RequestAttachment
from tajadur.environment import file_store_from
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, NotVisible, StoreAway
from tajadur.permissions.actors import Actor
from tajadur.registry.files.models import StoredFile
from tajadur.registry.files.nightly import sweep_files
from tajadur.registry.files.operations.staging import unstage_file
from tajadur.registry.files.queries import content_of, file_store, require_content
from tests.factories.bucket import KEY, SECRET, BucketServer
from tests.factories.files import pdf, staged
from tests.factories.party import Party, acting, holder
from tests.factories.resources import cast

LARGE = pdf(after=b"%" + bytes(range(14, 255)) * 38_000 + b"\n")  # 9 MB: sent in parts


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BucketServer]:
    server = BucketServer(tmp_path_factory.mktemp("bucket"))
    yield server
    server.stop()


@pytest.fixture
def bucket(server: BucketServer, settings: Any, monkeypatch: pytest.MonkeyPatch) -> BucketServer:
    """The store of the product, empty; the keys come from the environment."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    # The store keeps the real clock, and refuses what is signed at another hour.
    monkeypatch.setattr("botocore.auth.get_current_datetime", lambda: escape_hatch.datetime.datetime.utcnow())
    server.clear()
    settings.STORAGES = {**settings.STORAGES, "files": file_store_from(server.address)}
    return server


@pytest.fixture
def away(bucket: BucketServer) -> Iterator[BucketServer]:
    bucket.stop()
    yield bucket
    bucket.start()


@pytest.fixture
def secretary(party: Party) -> Actor:
    return acting(holder(unit=party.branches[0][0][0]), clock.today())


@pytest.mark.parametrize("content", [pdf(), LARGE], ids=["small", "in parts"])
def test_a_file_lies_in_the_bucket_whole_and_is_read_as_it_was(
    bucket: BucketServer, secretary: Actor, content: bytes
) -> None:
    row = staged(secretary, content, name="محضر.pdf")
    (path,) = bucket.contents()
    assert path.read_bytes() == content
    assert path.as_posix().endswith(f"/papers/tajadur/{row.stored_name}")
    require_content(row)
    assert b"".join(content_of(row)) == content


def test_a_file_taken_away_is_gone_once_that_is_committed(
    bucket: BucketServer, secretary: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    row = staged(secretary)
    with django_capture_on_commit_callbacks(execute=True):
        assert unstage_file(key=str(row.key), by=secretary)
        assert len(bucket.contents()) == 1
    assert bucket.contents() == []
    with pytest.raises(NotVisible):
        require_content(row)
    with pytest.raises(FileNotFoundError):
        list(content_of(row))


def test_what_was_stored_and_never_committed_is_swept_after_a_day(bucket: BucketServer, secretary: Actor) -> None:
    with transaction.atomic():
        row = staged(secretary)
        transaction.set_rollback(True)
    part = int(row.key.hex[:2], 16)
    assert sweep_files(at=clock.now(), part=part).contents == 0
    later = max(clock.now(), file_store().get_modified_time(row.stored_name)) + timedelta(hours=25)
    assert sweep_files(at=later, part=(part + 1) % 256).contents == 0
    assert sweep_files(at=later, part=part).contents == 1
    assert bucket.contents() == []


def test_a_name_that_is_gone_has_no_day_as_in_a_folder(bucket: BucketServer) -> None:
    with pytest.raises(FileNotFoundError):
        file_store().get_modified_time("ab/none.pdf")
    assert file_store().listdir("ab") == ([], [])


def test_a_store_that_is_away_is_a_sentence_and_nothing_is_written(away: BucketServer, secretary: Actor) -> None:
    with pytest.raises(BadInput, match="store_away"):
        staged(secretary)
    assert not StoredFile.objects.exists()
    with pytest.raises(StoreAway):
        sweep_files(at=clock.now(), part=0)


def test_a_key_that_the_store_refuses_is_said_in_the_same_way(
    bucket: BucketServer, secretary: Actor, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another")
    settings.STORAGES = {**settings.STORAGES, "files": file_store_from(bucket.address)}
    with pytest.raises(BadInput, match="store_away"):
        staged(secretary)


def test_a_form_keeps_what_was_typed_and_a_file_asked_for_is_said_to_be_back_in_a_moment(
    bucket: BucketServer, party: Party, client: Client
) -> None:
    who = cast(party)
    client.force_login(who.secretary)
    client.cookies["language"] = "en"
    ask, purpose = reverse("resources:ask", args=[who.unit.pk]), "Open meeting of the young"
    day = (clock.today() + timedelta(days=30)).isoformat()
    typed = {"kind": "activity", "amount": "500", "purpose": purpose, "needed_by": day}

    def asked() -> Any:
        return client.post(ask, typed | {"files": [SimpleUploadedFile("a.pdf", pdf(), "application/pdf")]})

    assert asked().status_code == 302
    row = RequestAttachment.objects.get()
    path = reverse("resources:file", args=[row.request_id, row.file_id])
    assert b"".join(client.get(path).streaming_content) == pdf()
    bucket.stop()
    try:
        refused, missed = asked(), client.get(path)
    finally:
        bucket.start()
    assert refused.status_code == 422
    assert "The place where files are kept does not answer now." in refused.content.decode()
    assert purpose in refused.content.decode()
    assert missed.status_code == 503
    assert "Back in a moment" in missed.content.decode()
