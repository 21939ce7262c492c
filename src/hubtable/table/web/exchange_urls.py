"""Addresses of what goes in and out as a file, and of what is entered for an agency."""

from django.urls import path

from hubtable.table.web import entering, exchange, practicing

urlpatterns = [
    path("file/", exchange.exchange, name="exchange"),
    path("file/out/", exchange.take_out, name="take_out"),
    path("file/in/<uuid:pk>/", exchange.intake, name="intake"),
    path("file/in/<uuid:pk>/take/", exchange.take, name="intake_take"),
    path("file/in/<uuid:pk>/discard/", exchange.throw_away, name="intake_discard"),
    path("file/in/<uuid:pk>/aside/", exchange.aside, name="intake_aside"),
    path("practice/fill/", practicing.fill_table, name="practice_fill"),
    path("entering/", entering.begin, name="entering"),
    path("entering/<uuid:delegation>/<str:kind>/", entering.enter, name="entering_for"),
]
