"""URLs of this app."""

from django.urls import path

from . import answering, campaigns, drafting, exporting

app_name = "census"
urlpatterns = [
    path("", campaigns.index, name="index"),
    path("new/", drafting.new, name="new"),
    path("<int:campaign_id>/", campaigns.detail, name="detail"),
    path("<int:campaign_id>/branches/", campaigns.branches, name="branches"),
    path("<int:campaign_id>/form/", drafting.form_file, name="form_file"),
    path("<int:campaign_id>/replace/", drafting.replace, name="replace"),
    path("<int:campaign_id>/export/<str:kind>/", exporting.download, name="export"),
    path("<int:campaign_id>/results/<str:name>/", campaigns.result, name="result"),
    path("<int:campaign_id>/results/<str:name>/words/", campaigns.words, name="words"),
    path("answer/<int:obligation_id>/", answering.answer, name="answer"),
    path("answer/<int:obligation_id>/draft/", answering.draft, name="draft"),
    path("answers/<int:obligation_id>/", answering.answers, name="answers"),
]
