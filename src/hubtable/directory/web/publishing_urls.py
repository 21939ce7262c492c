"""Addresses where a Hub's administrator writes its public pages, below `/hub/public/`."""

from django.urls import path

from hubtable.directory.web import publishing

app_name = "publishing"
urlpatterns = [
    path("", publishing.standing, name="page"),
    path("towns/", publishing.towns, name="towns"),
    path("publish/", publishing.publish, name="publish"),
    path("take-back/", publishing.take_back, name="take_back"),
    path("<slug:language>/", publishing.words, name="words"),
    path("<slug:language>/preview/", publishing.preview, name="preview"),
]
