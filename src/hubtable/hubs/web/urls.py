"""Addresses of choosing a seat and of administering a Hub (contract.md, Addresses)."""

from django.urls import path

from hubtable.hubs.web import seats

app_name = "hubs"
urlpatterns = [
    path("seats/", seats.seats, name="seats"),
    path("seats/choose/", seats.choose, name="choose"),
    path("seats/sign/<uuid:person>/", seats.sign, name="sign"),
]
