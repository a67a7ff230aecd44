"""URLs of this app."""

from django.urls import path

from . import views

app_name = "proximity"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:unit_id>/", views.detail, name="detail"),
    path("<int:unit_id>/record/", views.record, name="record"),
    path("<int:unit_id>/<int:activity_id>/correct/", views.correct, name="correct"),
]
