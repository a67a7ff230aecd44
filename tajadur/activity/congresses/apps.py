"""The Django application."""

from django.apps import AppConfig


class CongressesConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.activity.congresses"
    label = "congresses"
    default_auto_field = "django.db.models.BigAutoField"
