"""The WSGI application that the web server opens."""

import os

from django.core.wsgi import get_wsgi_application

for name, wanted in (("STATEMENT_SECONDS", "30"), ("JOINS_REORDERED", "6")):
    os.environ[name] = os.environ.get(name) or wanted  # containers pass on what was not set as an empty text
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tajadur.settings")

application = get_wsgi_application()
