"""The Django application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.organisation.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
