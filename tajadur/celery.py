"""The Celery application: the broker only wakes workers, the database is the truth."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tajadur.settings")
# `manage.py migrate` runs the checks before a release; here they would load every page, 36 MB in each process.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

app = Celery("tajadur")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["tajadur.jobs"])
