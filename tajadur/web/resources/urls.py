"""URLs of this app."""

from django.urls import path

from . import acting, budget, views

app_name = "resources"
urlpatterns = [
    path("", views.index, name="index"),
    path("ask/<int:unit_id>/", acting.ask, name="ask"),
    path("budget/", budget.budget, name="budget"),
    path("deciders/", budget.deciders, name="deciders"),
    path("deciders/<int:delegate_id>/end/", budget.end, name="end"),
    path("deliveries/<int:delivery_id>/confirm/", acting.confirm, name="confirm"),
    path("<int:request_id>/", views.detail, name="detail"),
    path("<int:request_id>/files/<int:file_id>/", views.file, name="file"),
    path("<int:request_id>/withdraw/", acting.withdraw, name="withdraw"),
    path("<int:request_id>/endorse/", acting.endorse, name="endorse"),
    path("<int:request_id>/recommend/", acting.recommend, name="recommend"),
    path("<int:request_id>/decide/", acting.decide, name="decide"),
    path("<int:request_id>/deliver/", acting.deliver, name="deliver"),
    path("<int:request_id>/close/", acting.close, name="close"),
]
