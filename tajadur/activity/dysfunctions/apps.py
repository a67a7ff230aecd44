"""The Django application."""

from django.apps import AppConfig


class DysfunctionsConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.activity.dysfunctions"
    label = "dysfunctions"
    default_auto_field = "django.db.models.BigAutoField"
