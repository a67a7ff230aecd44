"""The Django application."""

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.duties.directives"
    label = "directives"
    default_auto_field = "django.db.models.BigAutoField"
