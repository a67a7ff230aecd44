"""Is the web process up and does the database answer?"""

from django.db import connection
from django.http import HttpRequest, HttpResponse

from tajadur.web.access import PUBLIC, enter
from tajadur.web.errors import RETRY_AFTER_SECONDS


@enter(get=PUBLIC)
def healthz(request: HttpRequest) -> HttpResponse:
    """200 «ok» when the database answers and takes writes; «read-only» with 503 when not; else the 503 page."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean")
        if cursor.fetchone()[0]:
            headers = {"Retry-After": RETRY_AFTER_SECONDS}
            return HttpResponse("read-only", content_type="text/plain", status=503, headers=headers)
    return HttpResponse("ok", content_type="text/plain")
