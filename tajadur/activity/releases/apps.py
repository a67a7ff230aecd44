"""The room as a Django application."""

from django.apps import AppConfig


class Room(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.activity.releases"
    label = "releases"
    default_auto_field = "django.db.models.BigAutoField"
