"""Addresses of what other programs get."""

from django.urls import include, path

from hubtable.interop.web import calendar

app_name = "interop"
urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/make/", calendar.make, name="calendar_make"),
    path("calendar/stop/", calendar.stop, name="calendar_stop"),
    path("feed/<slug:secret>.ics", calendar.fetch, name="feed"),
    path("api/hsds/v3/", include("hubtable.interop.web.hsds.urls")),
]
