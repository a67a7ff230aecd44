"""Tajadur: a party follows its own organisation."""

from .celery import app as celery_app  # noqa: F401  house: Celery finds its application here
