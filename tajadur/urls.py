"""All addresses: one line per app."""

from django.urls import include, path

from tajadur.web.home.gallery import gallery
from tajadur.web.home.health import healthz

urlpatterns = [
    path("healthz/", healthz, name="healthz"),
    path("gallery/", gallery, name="gallery"),
    path("", include("tajadur.web.home.urls")),
    path("", include("tajadur.web.accounts.urls")),
    path("account/", include("allauth.account.urls")),
    path("calendar/", include("tajadur.web.calendar.urls")),
    path("compliance/", include("tajadur.web.compliance.urls")),
    path("meetings/proposals/", include("tajadur.web.proposals.urls")),
    path("meetings/actions/", include("tajadur.web.actions.urls")),
    path("meetings/", include("tajadur.web.meetings.urls")),
    path("reports/", include("tajadur.web.reports.urls")),
    path("obligations/", include("tajadur.web.obligations.urls")),
    path("declarations/", include("tajadur.web.declarations.urls")),
    path("releases/", include("tajadur.web.releases.urls")),
    path("support/", include("tajadur.web.support.urls")),
    path("census/", include("tajadur.web.census.urls")),
    path("resources/", include("tajadur.web.resources.urls")),
    path("circulars/", include("tajadur.web.circulars.urls")),
    path("filings/", include("tajadur.web.filings.urls")),
    path("congresses/", include("tajadur.web.congresses.urls")),
    path("elections/", include("tajadur.web.elections.urls")),
    path("premises/", include("tajadur.web.premises.urls")),
    path("plan/", include("tajadur.web.plans.urls")),
    path("proximity/", include("tajadur.web.proximity.urls")),
    path("training/", include("tajadur.web.training.urls")),
    path("packs/", include("tajadur.web.packs.urls")),
    path("situations/", include("tajadur.web.situations.urls")),
    path("dysfunctions/", include("tajadur.web.dysfunctions.urls")),
    path("directives/", include("tajadur.web.directives.urls")),
    path("notices/", include("tajadur.web.notices.urls")),
    path("units/", include("tajadur.web.units.urls")),
    path("people/", include("tajadur.web.people.urls")),
    path("search/", include("tajadur.web.search.urls")),
    path("exports/", include("tajadur.web.exports.urls")),
    path("files/", include("tajadur.web.files.urls")),
    path("receipts/", include("tajadur.web.receipts.urls")),
]

handler400 = "tajadur.web.errors.bad_request"
handler403 = "tajadur.web.errors.forbidden"
handler404 = "tajadur.web.errors.not_found"
handler500 = "tajadur.web.errors.server_error"
handler429 = "tajadur.web.errors.too_many"
