"""Addresses of this room."""

from django.urls import path

from . import acts, views

app_name = "directives"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:directive_id>/", views.detail, name="detail"),
    path("<int:directive_id>/issue/", acts.issue, name="issue"),
    path("<int:directive_id>/exceptions/new/", acts.exception_new, name="exception_new"),
    path("exceptions/<int:exception_id>/issue/", acts.exception_issue, name="exception_issue"),
    path("exceptions/<int:exception_id>/withdraw/", acts.exception_withdraw, name="exception_withdraw"),
]
