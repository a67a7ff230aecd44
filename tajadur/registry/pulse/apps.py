"""The Django application."""

from django.apps import AppConfig


class PulseConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.registry.pulse"
    label = "pulse"
    default_auto_field = "django.db.models.BigAutoField"
