"""The Django application."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.activity.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"
