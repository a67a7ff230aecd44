"""URLs of this app."""

from django.urls import path

from . import views

app_name = "calendar"
urlpatterns = [
    path("meetings/<int:meeting_id>.ics", views.meeting, name="meeting"),
    path("new/", views.new, name="new"),
    path("<int:feed_id>/revoke/", views.revoke, name="revoke"),
    path("<str:token>.ics", views.feed, name="feed"),
]
