"""URLs of this app."""

from django.urls import path

from . import views, writing

app_name = "packs"
urlpatterns = [
    path("", views.index, name="index"),
    path("make/", writing.make, name="make"),
    path("<int:pack_id>/", views.detail, name="detail"),
    path("<int:pack_id>/decisions/", writing.decisions, name="decisions"),
    path("<int:pack_id>/comment/", writing.comment, name="comment"),
    path("<int:pack_id>/send/", writing.send, name="send"),
    path("<int:pack_id>/sheet/<slug:language>/", views.sheet, name="sheet"),
]
