"""The Django application."""

from django.apps import AppConfig


class FilingsConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.activity.filings"
    label = "filings"
    default_auto_field = "django.db.models.BigAutoField"
