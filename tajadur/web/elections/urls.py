"""URLs of this app."""

from django.urls import path

from . import drafting, importing, of_units, recording, views

app_name = "elections"
_ONE, _PLACE = "<int:election_id>/", "constituencies/<int:constituency_id>/"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", drafting.new, name="new"),
    path("of/<int:unit_id>/", of_units.of_unit, name="of_unit"),
    path(_ONE, views.detail, name="detail"),
    path(f"{_ONE}gaps/", views.gaps, name="gaps"),
    path(f"{_ONE}week/", views.week, name="week"),
    path(f"{_ONE}units/<int:unit_id>/", views.unit, name="unit"),
    path(f"{_ONE}units/<int:unit_id>/items/<int:item_id>/", recording.unit_tick, name="unit_tick"),
    path(f"{_ONE}draft/", drafting.draft, name="draft"),
    path(f"{_ONE}day/", drafting.day, name="day"),
    path(f"{_ONE}items/new/", drafting.item_new, name="item_new"),
    path(f"{_ONE}items/<int:item_id>/", drafting.item, name="item"),
    path(f"{_ONE}items/<int:item_id>/remove/", drafting.item_remove, name="item_remove"),
    path(f"{_ONE}issue/", drafting.issue, name="issue"),
    path(f"{_ONE}discard/", drafting.discard, name="discard"),
    path(f"{_ONE}sheet/<str:kind>/", importing.sheet, name="sheet"),
    path(f"{_ONE}import/", importing.bring_in, name="import"),
    path(f"{_ONE}import/confirm/", importing.confirm, name="import_confirm"),
    path(_PLACE, views.constituency, name="constituency"),
    path(f"{_PLACE}items/<int:item_id>/", recording.tick, name="tick"),
    path(f"{_PLACE}counts/", recording.counts, name="counts"),
    path(f"{_PLACE}coordinator/", recording.coordinator, name="coordinator"),
]
