"""The Django application."""

from django.apps import AppConfig


class ProfileConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.organisation.profile"
    label = "profile"
    default_auto_field = "django.db.models.BigAutoField"
