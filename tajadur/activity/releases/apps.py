"""The Django application."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.activity.releases"
    label = "releases"
    default_auto_field = "django.db.models.BigAutoField"
