"""The Django application."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.activity.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
