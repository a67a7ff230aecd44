"""The WSGI application that the web server opens."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("STATEMENT_SECONDS", "30")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tajadur.settings")

application = get_wsgi_application()
