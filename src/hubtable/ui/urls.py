"""Addresses of the style guide and the choice of colors; included at the root as `ui`."""

from django.urls import path

from hubtable.ui import web

app_name = "ui"
urlpatterns = [
    path("theme/", web.theme, name="theme"),
    path("stay/", web.stay, name="stay"),
    path("styleguide/", web.styleguide, name="styleguide"),
    path("styleguide/save/", web.example_save, name="example_save"),
    path("styleguide/error/<int:code>/", web.example_error, name="example_error"),
    path("styleguide/room/", web.example_sheet, {"name": "room"}, name="example_room"),
    path("styleguide/print/", web.example_sheet, {"name": "print"}, name="example_print"),
    path("styleguide/public/", web.example_sheet, {"name": "public"}, name="example_public"),
]
