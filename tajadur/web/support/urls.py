"""URLs of this app."""

from django.urls import path

from . import advice, helping, many, members, promises, terms, views, visits

app_name = "support"
urlpatterns = [
    path("", views.index, name="index"),
    path("acts/<int:unit_id>/", helping.acts, name="acts"),
    path("many/", many.advise, name="many"),
    path("many/visits/", many.visit, name="many_visits"),
    path("many/cases/", many.open_case, name="many_cases"),
    path("many/reminders/", many.remind, name="many_reminders"),
    path("observe/<int:unit_id>/", views.observe, name="observe"),
    path("advise/<int:unit_id>/", advice.advise, name="advise"),
    path("advice/<int:advice_id>/", advice.detail, name="advice"),
    path("advice/<int:advice_id>/answer/", advice.answer, name="answer"),
    path("advice/<int:advice_id>/used/", advice.used, name="used"),
    path("advice/<int:advice_id>/reply/", advice.reply, name="reply"),
    path("advice/<int:advice_id>/withdraw/", advice.withdraw, name="advice_withdraw"),
    path("advice/<int:advice_id>/promise/", promises.with_advice, name="advice_promise"),
    path("visits/plan/<int:unit_id>/", visits.plan, name="plan"),
    path("visits/<int:visit_id>/", visits.detail, name="visit"),
    path("visits/<int:visit_id>/move/", visits.move, name="visit_move"),
    path("visits/<int:visit_id>/made/", visits.made, name="visit_made"),
    path("visits/<int:visit_id>/drop/", visits.drop, name="visit_drop"),
    path("visits/<int:visit_id>/promise/", promises.on_visit, name="visit_promise"),
    path("promises/new/<int:unit_id>/", promises.by_decision, name="decision_promise"),
    path("promises/<int:promise_id>/", promises.detail, name="promise"),
    path("promises/<int:promise_id>/keep/", promises.keep, name="promise_keep"),
    path("promises/<int:promise_id>/withdraw/", promises.withdraw, name="promise_withdraw"),
    path("members/", members.index, name="members"),
    path("members/<int:post_id>/", members.detail, name="member"),
    path("terms/", terms.index, name="terms"),
    path("terms/<slug:kind>/", terms.change, name="terms_change"),
]
