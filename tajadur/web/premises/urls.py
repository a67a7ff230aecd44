"""URLs of this app."""

from django.urls import path

from . import views

app_name = "premises"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:unit_id>/", views.detail, name="detail"),
    path("<int:unit_id>/record/", views.record, name="record"),
    path("<int:unit_id>/none/", views.none, name="none"),
    path("<int:unit_id>/none/<int:word_id>/correct/", views.correct_none, name="correct_none"),
    path("<int:unit_id>/<int:premises_id>/correct/", views.correct, name="correct"),
]
