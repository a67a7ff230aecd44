"""URLs of this app."""

from django.urls import path

from . import lists, views

app_name = "actions"
urlpatterns = [
    path("", lists.index, name="index"),
    path("decisions/", lists.decisions, name="decisions"),
    path("<int:action_id>/", views.detail, name="detail"),
]
