"""Addresses of this room."""

from django.urls import path

from . import acting, views

app_name = "congresses"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:congress_id>/", views.detail, name="detail"),
    path("<int:congress_id>/todo/", views.todo, name="todo"),
    path("<int:congress_id>/date/", acting.fix_date, name="date"),
    path("<int:congress_id>/seats/", acting.seats, name="seats"),
    path("<int:congress_id>/stages/<slug:code>/", acting.stage, name="stage"),
    path("<int:congress_id>/stages/<slug:code>/undo/", acting.undo, name="undo"),
    path("<int:congress_id>/stages/<slug:code>/comment/", acting.comment, name="comment"),
    path("<int:congress_id>/delegates/<int:unit_id>/", acting.delegates, name="delegates"),
    path("of/<int:obligation_id>/", views.of_obligation, name="of_obligation"),
]
