"""URLs of this app."""

from django.urls import path

from . import views

app_name = "proposals"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:proposal_id>/", views.detail, name="detail"),
    path("<int:proposal_id>/withdraw/", views.withdraw, name="withdraw"),
    path("send/<int:report_id>/<int:number>/", views.send, name="send"),
]
