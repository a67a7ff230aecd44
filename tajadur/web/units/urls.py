"""URLs of this app."""

from django.urls import path

from tajadur.web.audit import changes, consultations

from . import acts, bodies, census, chapters, steps, views

app_name = "units"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:unit_id>/", views.detail, name="detail"),
    path("<int:unit_id>/changes/", changes.of_unit, name="changes"),
    path("<int:unit_id>/people/", views.people, name="people"),
    path("<int:unit_id>/consultations/", consultations.of_unit, name="consultations"),
    path("bodies/", bodies.index, name="body_types"),
    path("bodies/<int:body_type_id>/", bodies.settings, name="body_type"),
    path("bodies/<int:body_type_id>/steps/new/", steps.add, name="step_add"),
    path("bodies/steps/<int:step_id>/", steps.change, name="step_change"),
    path("bodies/steps/<int:step_id>/move/", steps.move, name="step_move"),
    path("chapters/", chapters.index, name="chapters"),
    path("<int:unit_id>/place/", chapters.place, name="place"),
    path("census/", census.census, name="census"),
    path("open/", acts.open_root, name="open_root"),
    path("<int:unit_id>/open/", acts.open_below, name="open"),
    path("<int:unit_id>/edit/", acts.edit, name="edit"),
    path("<int:unit_id>/move/", acts.move, name="move"),
    path("<int:unit_id>/declaration/", acts.declare, name="declare"),
    path("<int:unit_id>/spelling/", acts.spelling, name="spelling"),
    path("<int:unit_id>/spelling/<int:alias_id>/remove/", acts.spelling_remove, name="spelling_remove"),
    path("<int:unit_id>/bodies/<int:body_id>/members/", acts.members, name="members"),
    path("<int:unit_id>/close/", acts.close, name="close"),
    path("<int:unit_id>/close/withdraw/", acts.close_withdraw, name="close_withdraw"),
    path("<int:unit_id>/move/withdraw/", acts.move_withdraw, name="move_withdraw"),
]
