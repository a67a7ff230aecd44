"""The Django application of what runs by the clock: its commands and its timetable."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Named once."""

    name = "tajadur.jobs"
    label = "jobs"

    def ready(self) -> None:
        """The timetable hangs itself on the Celery application."""
        from . import schedule  # noqa: F401  (needs every application loaded)
