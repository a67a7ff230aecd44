"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.read, name="read"),
    path("ledger/", views.ledger, name="ledger"),
]
