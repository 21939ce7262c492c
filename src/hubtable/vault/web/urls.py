"""Addresses of this domain."""

from django.urls import path

from hubtable.vault.web import guarding

app_name = "vault"
urlpatterns = [
    path("guard/", guarding.found, name="guard"),
]
