"""URLs of this app."""

from django.urls import path

from . import attendance, needs, own, sessions, views

app_name = "training"
urlpatterns = [
    path("", views.index, name="index"),
    path("needs/", needs.index, name="needs"),
    path("coverage/", views.coverage, name="coverage"),
    path("mine/", own.mine, name="mine"),
    path("mine/agree/", own.agree, name="agree"),
    path("mine/withdraw/", own.withdraw, name="withdraw"),
    path("<int:unit_id>/", views.unit, name="unit"),
    path("<int:unit_id>/need/", needs.declare, name="declare_need"),
    path("<int:unit_id>/need/<int:need_id>/correct/", needs.correct, name="correct_need"),
    path("<int:unit_id>/organise/", sessions.organise, name="organise"),
    path("session/<int:session_id>/", sessions.session, name="session"),
    path("session/<int:session_id>/change/", sessions.change, name="change"),
    path("session/<int:session_id>/cancel/", sessions.cancel, name="cancel"),
    path("session/<int:session_id>/file/<int:file_id>/", sessions.file, name="file"),
    path("session/<int:session_id>/attendance/", attendance.declare, name="attendance"),
    path("session/<int:session_id>/attendance/<int:attendance_id>/", attendance.correct, name="correct_attendance"),
    path("session/<int:session_id>/person/", attendance.note, name="note_person"),
    path("session/<int:session_id>/person/<int:mark_id>/off/", attendance.take_off, name="take_person_off"),
]
