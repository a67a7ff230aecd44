"""The layer as a Django application: it has no tables, only the filters its messages are worded with."""

from django.apps import AppConfig


class Room(AppConfig):
    """Named once."""

    name = "tajadur.delivery"
    label = "delivery"
