"""The Django application."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.registry.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
