"""The Django application."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.registry.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
