"""URLs of this app."""

from django.urls import include, path

from . import party, views
from .worker import notify_worker

urlpatterns = [
    path("", views.home, name="home"),
    path("party/", party.party, name="party"),
    path("notify-worker.js", notify_worker, name="notify_worker"),
    path("sample/", include(([path("forward/", views.forward, name="forward")], "home"))),
]
