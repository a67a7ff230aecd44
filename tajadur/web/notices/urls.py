"""URLs of this app."""

from django.urls import path

from . import channels, failed_letters, forecast, push, views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.read, name="read"),
    path("ledger/", views.ledger, name="ledger"),
    path("forecast/", forecast.forecast, name="forecast"),
    path("trouble/", failed_letters.trouble, name="trouble"),
    path("trouble/<int:delivery_id>/again/", failed_letters.again, name="again"),
    path("trouble/<int:delivery_id>/leave/", failed_letters.leave, name="leave"),
    path("channels/", channels.channels, name="channels"),
    path("channels/<int:config_id>/url/", channels.url, name="channel_url"),
    path("channels/<int:config_id>/test/", channels.test, name="channel_test"),
    path("channels/<int:config_id>/on/", channels.on, name="channel_on"),
    path("channels/<int:config_id>/off/", channels.off, name="channel_off"),
    path("channels/push/", push.push_setup, name="push_setup"),
    path("channels/push/on/", push.push_on, name="push_on"),
    path("channels/push/off/", push.push_off, name="push_off"),
    path("channels/push/renew/", push.push_renew, name="push_renew"),
]
