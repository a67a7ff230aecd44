"""The Django application."""

from django.apps import AppConfig


class ProximityConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.activity.proximity"
    label = "proximity"
    default_auto_field = "django.db.models.BigAutoField"
