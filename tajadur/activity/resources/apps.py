"""The Django application."""

from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.activity.resources"
    label = "resources"
    default_auto_field = "django.db.models.BigAutoField"
