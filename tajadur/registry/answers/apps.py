"""The Django application."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.registry.answers"
    label = "answers"
    default_auto_field = "django.db.models.BigAutoField"
