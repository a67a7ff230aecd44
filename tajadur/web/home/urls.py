"""URLs of this app."""

from django.urls import include, path

from . import party, views
from .worker import offline, service_worker

urlpatterns = [
    path("", views.home, name="home"),
    path("party/", party.party, name="party"),
    path("service-worker.js", service_worker, name="service_worker"),
    path("offline/", offline, name="offline"),
    path("sample/", include(([path("forward/", views.forward, name="forward")], "home"))),
]
