"""The Django application."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.activity.packs"
    label = "packs"
    default_auto_field = "django.db.models.BigAutoField"
