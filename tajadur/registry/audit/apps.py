"""The Django application."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.registry.audit"
    label = "journal"  # its tables and its migrations were made under this name
    default_auto_field = "django.db.models.BigAutoField"
