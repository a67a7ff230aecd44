"""The Django application."""

from django.apps import AppConfig


class SituationsConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.activity.situations"
    label = "situations"
    default_auto_field = "django.db.models.BigAutoField"
