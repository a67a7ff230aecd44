"""The Django application."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.registry.exports"
    label = "exports"
    default_auto_field = "django.db.models.BigAutoField"
