"""A bucket of an S3-compatible store that fails as a folder does: refused or without an answer, it is an OSError."""

import functools
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar, cast

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3File, S3Storage
from storages.utils import clean_name

from tajadur.foundation.errors import StoreAway

# A form waits for it: a store that is away is told within seconds, not after boto3's minutes. Checksums that only
# newer stores take are left out; the digest of a file is kept in its row.
_CONFIG = Config(
    connect_timeout=3,
    read_timeout=15,
    retries={"total_max_attempts": 2},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
_Act = TypeVar("_Act", bound=Callable[..., Any])


def _as_folder(act: _Act) -> _Act:
    """Raises FileNotFoundError for what is not there, StoreAway where the store refused or did not answer."""

    @functools.wraps(act)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return act(*args, **kwargs)
        except (ClientError, BotoCoreError) as error:
            status = getattr(error, "response", {}).get("ResponseMetadata", {}).get("HTTPStatusCode")
            raise (
                FileNotFoundError() if status == HTTPStatus.NOT_FOUND else StoreAway(type(error).__name__)
            ) from error

    return cast(_Act, wrapped)


class _RemoteFile(S3File):
    """What is under a name; it is fetched when it is first read."""

    file = property(_as_folder(S3File._get_file), S3File._set_file)


class RemoteFileStorage(S3Storage):
    """django-storages' bucket, private, for names that are given once. Needs boto3."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(client_config=_CONFIG, default_acl=None, file_overwrite=False, **settings)

    _save = _as_folder(S3Storage._save)
    delete = _as_folder(S3Storage.delete)
    exists = _as_folder(S3Storage.exists)
    listdir = _as_folder(S3Storage.listdir)
    get_modified_time = _as_folder(S3Storage.get_modified_time)

    @_as_folder
    def _open(self, name: str, mode: str = "rb") -> S3File:
        return _RemoteFile(self._normalize_name(clean_name(name)), mode, self)
