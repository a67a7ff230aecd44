"""URLs of this app."""

from django.urls import path

from . import sharing, snoozing, views

app_name = "obligations"
urlpatterns = [
    path("", views.index, name="index"),
    path("words/", sharing.words, name="words"),
    path("<int:obligation_id>/", views.detail, name="detail"),
    path("<int:obligation_id>/snooze/", snoozing.snooze, name="snooze"),
]
