"""URLs of this app."""

from django.urls import path

from . import views

app_name = "filings"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:filing_id>/", views.detail, name="detail"),
    path("<int:filing_id>/receipt/", views.receipt, name="receipt"),
    path("<int:filing_id>/files/<int:file_id>/", views.file, name="file"),
    path("<int:filing_id>/sheet/<slug:language>/", views.sheet, name="sheet"),
]
