"""Addresses of this room."""

from django.urls import path

from . import forecast, trouble, views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.read, name="read"),
    path("ledger/", views.ledger, name="ledger"),
    path("forecast/", forecast.forecast, name="forecast"),
    path("trouble/", trouble.trouble, name="trouble"),
    path("trouble/<int:delivery_id>/again/", trouble.again, name="again"),
    path("trouble/<int:delivery_id>/leave/", trouble.leave, name="leave"),
]
