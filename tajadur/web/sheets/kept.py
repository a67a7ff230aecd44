"""What goes to the browser and back between the pages of an import: signed for the account, never kept here."""

from typing import Any

from django.core import signing

from tajadur.foundation.errors import BadInput
from tajadur.web.access import ActorRequest

MINUTES = 120
MOST_PAYLOAD = 900_000  # of a request of one megabyte


def sealed(request: ActorRequest, name: str, value: Any, *, rows: int) -> str:
    """``value`` for a hidden field of the import ``name``. Raises BadInput sheet_too_many when it would not come
    back."""
    text = signing.dumps(value, salt=_salt(request, name), compress=True)
    if len(text) > MOST_PAYLOAD:
        raise BadInput("file", "sheet_too_many", most=max(1, rows // 2))
    return text


def opened(request: ActorRequest, name: str) -> Any:
    """What came back in the field ``rows``. Raises BadInput import_expired when it is old, another's or changed."""
    try:
        return signing.loads(request.POST.get("rows", ""), salt=_salt(request, name), max_age=MINUTES * 60)
    except signing.BadSignature:
        raise BadInput("", "import_expired") from None


def _salt(request: ActorRequest, name: str) -> str:
    return f"tajadur.sheets.{name}.{request.actor.account_id}"
