"""URLs of this app."""

from django.urls import path

from . import views

app_name = "files"
urlpatterns = [path("attach/", views.attach, name="attach")]
