"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "obligations"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:obligation_id>/", views.detail, name="detail"),
]
