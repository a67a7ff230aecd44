"""URLs of this app."""

from django.urls import path

from . import limits, views

app_name = "situations"
urlpatterns = [
    path("", views.index, name="index"),
    path("limits/", limits.limits, name="limits"),
    path("<int:unit_id>/", views.detail, name="detail"),
    path("<int:unit_id>/confirm/", views.confirm, name="confirm"),
    path("<int:unit_id>/endorse/", views.endorse, name="endorse"),
]
