"""URLs of this app."""

from django.urls import path

from tajadur.web.audit import consultations

from . import devices, invitations, own_data, preferences, views

app_name = "accounts"
urlpatterns = [
    path("me/", views.preferences, name="preferences"),
    path("me/consulted/", consultations.own, name="consulted"),
    path("me/data/", own_data.kept, name="own_data"),
    path("me/data/register/", own_data.register, name="register"),
    path("me/data/take/", own_data.take, name="own_data_take"),
    path("me/telling/", preferences.choose, name="telling"),
    path("me/channel/<int:config_id>/", preferences.channel, name="channel"),
    path("me/channel/leave/", preferences.channel_leave, name="channel_leave"),
    path("me/device/", devices.device_add, name="device_add"),
    path("me/device/<int:device_id>/remove/", devices.device_remove, name="device_remove"),
    path("language/", views.language, name="language"),
    path("demo/enter/", views.demo_enter, name="demo_enter"),
    path("invitations/new/", invitations.invite, name="invite"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
]
