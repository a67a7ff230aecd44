"""URLs of this app."""

from django.urls import path

from . import views

app_name = "releases"
urlpatterns = [
    path("", views.index, name="index"),
    path("ask/<int:obligation_id>/", views.ask, name="ask"),
    path("give/<int:obligation_id>/", views.give, name="give"),
    path("<int:request_id>/decide/", views.decide, name="decide"),
    path("<int:request_id>/withdraw/", views.withdraw, name="withdraw"),
]
