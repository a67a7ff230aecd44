"""The Django application."""

from django.apps import AppConfig

from tajadur.foundation.installation import describe_with


class ProfileConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.organisation.profile"
    label = "profile"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Whoever asks which languages are offered is answered from the profile."""
        from .queries import read_installation

        describe_with(read_installation)
