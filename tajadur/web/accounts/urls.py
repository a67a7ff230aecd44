"""Addresses of this room."""

from django.urls import path

from . import devices, invitations, telling, views

app_name = "accounts"
urlpatterns = [
    path("me/", views.preferences, name="preferences"),
    path("me/telling/", telling.telling, name="telling"),
    path("me/channel/<int:config_id>/", telling.channel, name="channel"),
    path("me/channel/leave/", telling.channel_leave, name="channel_leave"),
    path("me/device/", devices.device_add, name="device_add"),
    path("me/device/<int:device_id>/remove/", devices.device_remove, name="device_remove"),
    path("language/", views.language, name="language"),
    path("demo/enter/", views.demo_enter, name="demo_enter"),
    path("invitations/new/", invitations.invite, name="invite"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
]
