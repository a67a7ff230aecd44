"""URLs of this app."""

from django.urls import path

from . import views

app_name = "exports"
urlpatterns = [
    path("", views.index, name="index"),
    path("ask/", views.ask, name="ask"),
    path("<int:export_id>/", views.progress, name="progress"),
    path("<int:export_id>/file/", views.file, name="file"),
]
