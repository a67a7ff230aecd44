"""URLs of this app."""

from django.urls import path

from tajadur.web.audit import changes

from . import handing_over, holding_rules, importing, inviting, mandates, merging, persons, second, views

app_name = "people"
urlpatterns = [
    path("", views.index, name="index"),
    path("vacant/", views.vacant, name="vacant"),
    path("add/", persons.add, name="add"),
    path("invitations/", inviting.invitations, name="invitations"),
    path("import/", importing.bring_in, name="import"),
    path("import/confirm/", importing.confirm, name="import_confirm"),
    path("import/corrections/", importing.flaws_file, name="import_flaws"),
    path("import/<str:kind>/", importing.template, name="import_template"),
    path("doubles/", merging.doubles, name="doubles"),
    path("doubles/merge/", merging.merge, name="merge"),
    path("doubles/<int:merge_id>/undo/", merging.undo, name="merge_undo"),
    path("rules/", holding_rules.rules, name="rules"),
    path("rules/new/", holding_rules.add, name="rule_add"),
    path("rules/<int:rule_id>/end/", holding_rules.end, name="rule_end"),
    path("against-rules/", holding_rules.against, name="against"),
    path("<int:person_id>/", views.detail, name="detail"),
    path("<int:person_id>/changes/", changes.of_person, name="changes"),
    path("<int:person_id>/edit/", persons.edit, name="edit"),
    path("<int:person_id>/erase/", persons.erase, name="erase"),
    path("acts/", second.acts, name="acts"),
    path("acts/<int:act_id>/refuse/", second.refuse, name="act_refuse"),
    path("mandates/new/", mandates.give, name="mandate"),
    path("mandates/hand-over/", handing_over.hand_over, name="hand_over"),
    path("bodies/<int:body_id>/renewal/", handing_over.renew, name="renew"),
    path("mandates/<int:mandate_id>/take-back/", handing_over.take_back, name="take_back"),
    path("mandates/interim/", mandates.waiting, name="waiting"),
    path("mandates/<int:mandate_id>/end/", mandates.end, name="mandate_end"),
    path("mandates/<int:mandate_id>/correct/", mandates.correct, name="mandate_correct"),
    path("mandates/<int:mandate_id>/approve/", mandates.approve, name="mandate_approve"),
    path("mandates/<int:mandate_id>/refuse/", mandates.refuse, name="mandate_refuse"),
]
