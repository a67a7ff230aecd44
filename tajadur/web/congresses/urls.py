"""URLs of this app."""

from django.urls import path

from . import acting, day, results, stages, views

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
    path("<int:congress_id>/day/", day.day, name="day"),
    path("<int:congress_id>/day/in/", day.check_in, name="check_in"),
    path("<int:congress_id>/day/in/<int:check_in_id>/undo/", day.check_in_undo, name="check_in_undo"),
    path("<int:congress_id>/day/codes/", day.codes, name="codes"),
    path("<int:congress_id>/day/texts/new/", day.resolution_add, name="resolution_add"),
    path("<int:congress_id>/day/texts/<int:resolution_id>/", day.resolution, name="resolution"),
    path("<int:congress_id>/day/texts/<int:resolution_id>/drop/", day.resolution_drop, name="resolution_drop"),
    path("<int:congress_id>/day/vote/", day.vote, name="vote"),
    path("<int:congress_id>/elected/", results.elected, name="elected"),
    path("<int:congress_id>/elected/list/", results.roster, name="roster"),
    path("<int:congress_id>/elected/of/<int:body_id>/withdraw/", results.withdraw_body, name="withdraw_body"),
    path("<int:congress_id>/elected/<int:elected_id>/withdraw/", results.withdraw, name="withdraw"),
    path("<int:congress_id>/committee/", results.form_committee, name="committee"),
    path("<int:congress_id>/confirm/", results.confirm, name="confirm"),
    path("stages/", stages.stages, name="stages"),
    path("stages/<slug:code>/", stages.change, name="stage_change"),
    path("stages/<slug:code>/move/", stages.move, name="stage_move"),
    path("stages/changes/<int:change_id>/issue/", stages.issue, name="stage_issue"),
    path("stages/changes/<int:change_id>/drop/", stages.drop, name="stage_drop"),
    path("results/", results.waiting, name="waiting"),
    path("of/<int:obligation_id>/", views.of_obligation, name="of_obligation"),
]
