"""URLs of this app."""

from django.urls import path

from . import drafting, sending, views

app_name = "circulars"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/<int:unit_id>/", drafting.new, name="new"),
    path("<int:circular_id>/", views.detail, name="detail"),
    path("<int:circular_id>/files/<int:file_id>/", views.file, name="file"),
    path("<int:circular_id>/posts/", views.posts, name="posts"),
    path("<int:circular_id>/confirm/", views.confirm, name="confirm"),
    path("<int:circular_id>/edit/", drafting.edit, name="edit"),
    path("<int:circular_id>/amend/", drafting.amend, name="amend"),
    path("<int:circular_id>/language/", drafting.language, name="language"),
    path("<int:circular_id>/discard/", drafting.discard, name="discard"),
    path("<int:circular_id>/issue/", sending.issue, name="issue"),
    path("<int:circular_id>/withdraw/", sending.withdraw, name="withdraw"),
]
