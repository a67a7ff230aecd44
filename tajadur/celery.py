"""The Celery application: the broker only wakes workers, the database is the truth."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tajadur.settings")

app = Celery("tajadur")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["tajadur.jobs"])
