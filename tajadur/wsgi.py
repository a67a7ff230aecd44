"""The WSGI application that the web server opens."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

for name, wanted in (("STATEMENT_SECONDS", "30"), ("JOINS_REORDERED", "6")):
    os.environ[name] = os.environ.get(name) or wanted  # containers pass on what was not set as an empty text
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tajadur.settings")

application = get_wsgi_application()
# Every page is loaded before the first request, and what then stands (some 170,000 objects that never go) is left out
# of the collector's rounds: one full round cost 85 to 120 ms of whoever asked just then, about every twelfth page.
get_resolver().url_patterns  # noqa: B018
gc.collect()
gc.freeze()
