"""A party follows its own organisation: who meets, who reports, who is late, which congress will hold."""

from .celery import app as celery_app  # noqa: F401  house: Celery finds its application here
