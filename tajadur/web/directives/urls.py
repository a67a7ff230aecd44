"""URLs of this app."""

from django.urls import path

from tajadur.web.audit import changes

from . import acts, amending, drafting, standard, views

app_name = "directives"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", drafting.new, name="new"),
    path("standard/", standard.standard, name="standard"),
    path("<int:directive_id>/", views.detail, name="detail"),
    path("<int:directive_id>/changes/", changes.of_directive, name="changes"),
    path("<int:directive_id>/edit/", drafting.edit, name="edit"),
    path("<int:directive_id>/discard/", drafting.discard, name="discard"),
    path("<int:directive_id>/preview/", drafting.preview, name="preview"),
    path("<int:directive_id>/issue/", drafting.issue, name="issue"),
    path("<int:directive_id>/amend/", amending.amend, name="amend"),
    path("<int:directive_id>/amendment/", amending.preview, name="amendment_preview"),
    path("<int:directive_id>/amendment/issue/", amending.issue, name="amendment_issue"),
    path("<int:directive_id>/amendment/discard/", amending.discard, name="amendment_discard"),
    path("<int:directive_id>/withdraw/", drafting.withdraw, name="withdraw"),
    path("<int:directive_id>/exceptions/new/", acts.exception_new, name="exception_new"),
    path("exceptions/<int:exception_id>/edit/", acts.exception_edit, name="exception_edit"),
    path("exceptions/<int:exception_id>/preview/", acts.exception_preview, name="exception_preview"),
    path("exceptions/<int:exception_id>/issue/", acts.exception_issue, name="exception_issue"),
    path("exceptions/<int:exception_id>/withdraw/", acts.exception_withdraw, name="exception_withdraw"),
]
