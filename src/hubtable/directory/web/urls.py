"""Addresses of keeping the directory (contract.md, Addresses)."""

from django.urls import path

from hubtable.directory.web import (
    answering,
    delivering,
    editing,
    keeping,
    quarantine,
    searches,
    taxonomies,
    translating,
    tying,
    verifying,
)

app_name = "directory"
KEEPING = [
    path("", keeping.organizations, name="organizations"),
    path("organizations/<uuid:pk>/", keeping.organization, name="organization"),
    path("services/<uuid:pk>/", keeping.service, name="service"),
    path("services/<uuid:pk>/places/", tying.tie, name="tie"),
    path("services/<uuid:pk>/places/new/", tying.place, name="place"),
    path("locations/<uuid:pk>/", keeping.location, name="location"),
    path("locations/<uuid:pk>/hide/", editing.hide, name="hide"),
    path("<slug:kind>/add/", editing.add, name="add"),
    path("<slug:kind>/<uuid:pk>/change/", editing.change, name="change"),
    path("<slug:kind>/<uuid:pk>/save/", editing.save, name="save"),
    path("<slug:kind>/<uuid:pk>/end/", editing.end, name="end"),
    path("<slug:kind>/<uuid:pk>/merge/", editing.merge, name="merge"),
    path("undo/<uuid:act>/", editing.undo, name="undo"),
    path("unmerge/<uuid:pk>/", editing.unmerge, name="unmerge"),
]
VERIFYING = [
    path("due/", verifying.due, name="due"),
    path("due/<uuid:pk>/ask/", verifying.ask, name="ask"),
    path("<slug:kind>/<uuid:pk>/checked/", verifying.confirm, name="confirm"),
    path("proposals/", verifying.proposals, name="proposals"),
    path("proposals/<uuid:pk>/decide/", verifying.decide, name="decide"),
    path("mistakes/", verifying.mistakes, name="mistakes"),
    path("mistakes/<uuid:pk>/settle/", verifying.settle, name="settle"),
]
QUARANTINE = [
    path("quarantine/", quarantine.reasons, name="quarantine"),
    path("quarantine/<uuid:pk>/", quarantine.row, name="quarantine_row"),
    path("quarantine/<uuid:pk>/drop/", quarantine.drop, name="quarantine_drop"),
    path("quarantine/<uuid:pk>/settle/", quarantine.settle, name="quarantine_settle"),
    path("quarantine/<uuid:pk>/ask-again/", quarantine.ask_again, name="quarantine_ask_again"),
    path("quarantine/<slug:kind>/<slug:reason>/", quarantine.rows, name="quarantine_rows"),
]
SORTING = [
    path("taxonomies/", taxonomies.taxonomies, name="taxonomies"),
    path("taxonomies/put/", taxonomies.put, name="taxonomy_put"),
    path("taxonomies/<uuid:pk>/", taxonomies.taxonomy, name="taxonomy"),
    path("services/<uuid:pk>/categories/", taxonomies.choose, name="categories"),
    path("services/<uuid:pk>/categories/<uuid:term>/", taxonomies.sort, name="sort"),
]
TRANSLATED = "services/<uuid:pk>/translations/"
TRANSLATING = [
    path(TRANSLATED, translating.texts, name="translations"),
    path(f"{TRANSLATED}<slug:field>/<slug:language>/", translating.text, name="translation"),
    path(
        f"{TRANSLATED}<slug:field>/<slug:language>/withdraw/",
        translating.withdraw,
        name="withdraw",
    ),
]
SEARCHES = [
    path("searches/", searches.looked_for, name="searches"),
    path("searches/file/", searches.as_file, name="searches_file"),
]
FEEDS = [
    path("feeds/", delivering.feeds, name="feeds"),
    path("feeds/<uuid:pk>/", delivering.feed, name="feed"),
    path("feeds/<uuid:pk>/take/", delivering.take, name="feed_take"),
    path("feeds/<uuid:pk>/leave/", delivering.leave, name="feed_leave"),
]
OUTSIDE = [
    path("answer/thanks/", answering.answered, name="answered"),
    path("answer/<str:secret>/", answering.answer, name="answer"),
]
urlpatterns = [
    *(*FEEDS, *QUARANTINE, *SEARCHES, *SORTING, *KEEPING, *TRANSLATING, *VERIFYING, *OUTSIDE),
]
