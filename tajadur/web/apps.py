"""The Django application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Refuse to start with old zone data; register the checks."""
        from . import access, checks  # noqa: F401  models must be loaded first

        checks.refuse_old_zone_data()
