"""URLs of this app."""

from django.urls import path

from . import acting, rules, views

app_name = "dysfunctions"
urlpatterns = [
    path("", views.index, name="index"),
    path("board/", views.board, name="board"),
    path("months/", views.months, name="months"),
    path("print/", views.paper, name="print"),
    path("rules/", rules.index, name="rules"),
    path("rules/<slug:kind>/", rules.change, name="rule"),
    path("open/<int:unit_id>/", acting.open_one, name="open"),
    path("<int:case_id>/", views.detail, name="detail"),
    path("<int:case_id>/remedy/", acting.remedy, name="remedy"),
    path("<int:case_id>/done/", acting.done, name="done"),
    path("<int:case_id>/settle/", acting.settle, name="settle"),
    path("<int:case_id>/answer/", acting.answer, name="answer"),
    path("<int:case_id>/dismiss/", acting.dismiss, name="dismiss"),
]
