"""The Django application."""

from django.apps import AppConfig


class CircularsConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.activity.circulars"
    label = "circulars"
    default_auto_field = "django.db.models.BigAutoField"
