"""Addresses of this room."""

from django.urls import path

from . import invitations, views

app_name = "accounts"
urlpatterns = [
    path("me/", views.preferences, name="preferences"),
    path("language/", views.language, name="language"),
    path("demo/enter/", views.demo_enter, name="demo_enter"),
    path("invitations/new/", invitations.invite, name="invite"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
]
