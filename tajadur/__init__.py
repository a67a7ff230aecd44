"""A party follows its own organisation: who meets, who reports, who is late, which congress will hold."""

from .celery import app as celery_app

__all__ = ("celery_app",)
