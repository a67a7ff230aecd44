"""URLs of this app."""

from django.urls import path

from . import views

app_name = "declarations"
urlpatterns = [
    path("done/<int:obligation_id>/", views.done, name="done"),
    path("not-held/<int:obligation_id>/", views.not_held, name="not_held"),
    path("<int:declaration_id>/", views.detail, name="detail"),
    path("<int:declaration_id>/files/<int:file_id>/", views.file, name="file"),
    path("<int:declaration_id>/withdraw/", views.withdraw, name="withdraw"),
]
