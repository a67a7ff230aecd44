"""The Django application."""

from django.apps import AppConfig


class DeclarationsConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.activity.declarations"
    label = "declarations"
    default_auto_field = "django.db.models.BigAutoField"
