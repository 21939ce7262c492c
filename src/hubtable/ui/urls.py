"""Addresses of the style guide and the choice of colors; included at the root as `ui`."""

from django.urls import path

from hubtable.ui import web

app_name = "ui"
urlpatterns = [
    path("theme/", web.theme, name="theme"),
    path("styleguide/", web.styleguide, name="styleguide"),
]
