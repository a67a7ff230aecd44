"""URLs of this app."""

from django.urls import path

from . import circulating, noting, paper, views

app_name = "reports"
urlpatterns = [
    path("to-note/", noting.to_note, name="to_note"),
    path("meeting/<int:meeting_id>/", views.form, name="form"),
    path("meeting/<int:meeting_id>/draft/", views.draft, name="draft"),
    path("meeting/<int:meeting_id>/paper/", paper.paper, name="paper"),
    path("<int:report_id>/", views.detail, name="detail"),
    path("<int:report_id>/files/<int:file_id>/", views.file, name="file"),
    path("<int:report_id>/correct/", views.correct, name="correct"),
    path("<int:report_id>/circulate/", circulating.circulate, name="circulate"),
    path("<int:report_id>/note/", views.note, name="note"),
    path("action/<int:action_id>/close/", views.close, name="close_action"),
    path("action/<int:action_id>/reopen/", views.reopen, name="reopen_action"),
]
