"""URLs of this app."""

from django.urls import path

from . import drafting, linking, unit_acts, views

app_name = "plans"
urlpatterns = [
    path("", views.index, name="index"),
    path("editions/", views.editions, name="editions"),
    path("editions/new/", drafting.new, name="new"),
    path("editions/<int:edition_id>/", views.edition, name="edition"),
    path("editions/<int:edition_id>/edit/", drafting.edit, name="edit"),
    path("editions/<int:edition_id>/discard/", drafting.discard, name="discard"),
    path("editions/<int:edition_id>/issue/", drafting.issue, name="issue"),
    path("editions/<int:edition_id>/<slug:level>/add/", drafting.add, name="add"),
    path("editions/<int:edition_id>/<slug:level>/<int:item_id>/", drafting.change, name="change"),
    path("editions/<int:edition_id>/<slug:level>/<int:item_id>/remove/", drafting.remove, name="remove"),
    path("editions/<int:edition_id>/<slug:level>/<int:item_id>/move/", drafting.move, name="move"),
    path("<int:unit_id>/", views.detail, name="detail"),
    path("<int:unit_id>/adopt/<int:objective_id>/", unit_acts.adopt, name="adopt"),
    path("<int:unit_id>/objectives/<int:adoption_id>/adapt/", unit_acts.adapt, name="adapt"),
    path("<int:unit_id>/objectives/<int:adoption_id>/drop/", unit_acts.drop, name="drop"),
    path("<int:unit_id>/objectives/<int:adoption_id>/own/", unit_acts.own, name="own"),
    path("<int:unit_id>/actions/<int:adopted_id>/tell/", unit_acts.tell, name="tell"),
    path("<int:unit_id>/indicators/<int:indicator_id>/state/", unit_acts.state, name="state"),
    path("<int:unit_id>/values/<int:value_id>/withdraw/", unit_acts.withdraw, name="withdraw"),
    path("<int:unit_id>/values/<int:value_id>/files/<int:file_id>/", unit_acts.file, name="file"),
    path("<int:unit_id>/cases/<int:case_id>/link/", linking.case, name="link_case"),
    path("<int:unit_id>/items/<int:item_id>/link/", linking.item, name="link_item"),
]
