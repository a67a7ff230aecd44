"""The Django application."""

from django.apps import AppConfig


class HeartbeatConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.registry.heartbeat"
    label = "pulse"  # its table and its migrations were made under this name
    default_auto_field = "django.db.models.BigAutoField"
