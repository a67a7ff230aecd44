"""The Django application."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.activity.support"
    label = "support"
    default_auto_field = "django.db.models.BigAutoField"
