"""The Django application."""

from django.apps import AppConfig


class FollowUpsConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.duties.follow_ups"
    label = "follow_ups"
    default_auto_field = "django.db.models.BigAutoField"
