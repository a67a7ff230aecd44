"""Addresses of this room."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sample/", include(([path("forward/", views.forward, name="forward")], "home"))),
]
