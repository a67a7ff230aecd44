"""Is the web process up and does the database answer?"""

from django.db import connection
from django.http import HttpRequest, HttpResponse

from tajadur.web.access import PUBLIC, enter


@enter(get=PUBLIC)
def healthz(request: HttpRequest) -> HttpResponse:
    """200 «ok» when the database answers; otherwise the 503 page."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
