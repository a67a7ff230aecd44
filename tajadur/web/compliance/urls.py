"""URLs of this app."""

from django.urls import path

from . import views

app_name = "compliance"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("congresses/", views.congresses, name="congresses"),
    path("units/<int:unit_id>/", views.unit, name="unit"),
    path("figures/<slug:kind>/<int:unit_id>/", views.figure, name="figure"),
]
