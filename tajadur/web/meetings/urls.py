"""URLs of this app."""

from django.urls import path

from . import changing, holidays, preparing, programming, views

app_name = "meetings"
urlpatterns = [
    path("", views.index, name="index"),
    path("holidays/", holidays.holidays, name="holidays"),
    path("holidays/ramadan/", holidays.ramadan, name="ramadan"),
    path("reach/", views.reach, name="reach"),
    path("programme/<int:unit_id>/", programming.once, name="programme"),
    path("programme/<int:unit_id>/regular/", programming.regular, name="programme_regular"),
    path("<int:meeting_id>/", views.detail, name="detail"),
    path("<int:meeting_id>/points/", changing.points, name="points"),
    path("<int:meeting_id>/preparation/<int:step_id>/", preparing.prepare, name="prepare"),
    path("<int:meeting_id>/move/", changing.move, name="move"),
    path("<int:meeting_id>/cancel/", changing.cancel, name="cancel"),
    path("series/<int:series_id>/", views.series, name="series"),
    path("series/<int:series_id>/usual/", changing.usual, name="usual"),
    path("series/<int:series_id>/stop/", changing.stop, name="stop"),
]
