"""Addresses of the HSDS API."""

from django.urls import path

from hubtable.interop.rules.hsds.parameters import OF_LIST
from hubtable.interop.web.hsds import views

urlpatterns = [
    path("", views.about, name="hsds"),
    path("openapi.json", views.openapi, name="hsds_openapi"),
    path("changes/", views.changed, name="hsds_changes"),
    *(path(name, views.records, {"collection": name}, name=f"hsds_{name}") for name in OF_LIST),
    *(
        path(f"{name}/<str:key>", views.record, {"collection": name}, name=f"hsds_{name}_one")
        for name in OF_LIST
    ),
    path("<path:rest>", views.nothing, name="hsds_nothing"),
]
