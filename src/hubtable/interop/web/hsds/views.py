"""The addresses of the HSDS 3.1 API (contract: `/api/hsds/v3/`)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from hubtable.interop.queries.hsds.asking import every, one, page
from hubtable.interop.queries.hsds.changes import UnknownCursor, changes
from hubtable.interop.queries.hsds.filtering import UnknownPostcode
from hubtable.interop.rules.hsds.openapi import document
from hubtable.interop.rules.hsds.paging import page_object
from hubtable.interop.rules.hsds.parameters import OF_LIST, OF_ONE, UUIDS, Wrong
from hubtable.interop.web.hsds.answers import (
    BadRequest,
    api,
    asked,
    problem,
    streamed,
    told,
)

VERSION = "3.1"
PROFILE = "https://docs.openreferral.org/en/3.1/hsds/"


@api("GET")
def about(request: HttpRequest) -> HttpResponse:
    """Say which version this is, who publishes it, and where it is described."""
    asked(request, ())
    return told(
        request,
        {
            "version": VERSION,
            "profile": PROFILE,
            "openapi_url": request.build_absolute_uri(reverse("interop:hsds_openapi")),
            "description": "Health and social services, kept by the stewards of the directory.",
            "publisher": {
                "name": settings.PUBLISHER or f"Directory of {request.get_host()}",
                "website": request.build_absolute_uri("/"),
                **({"email": settings.PUBLISHER_MAIL} if settings.PUBLISHER_MAIL else {}),
            },
        },
    )


@api("GET")
def openapi(request: HttpRequest) -> HttpResponse:
    """Describe the API (OpenAPI 3.1)."""
    asked(request, ())
    return told(request, document(request.build_absolute_uri(reverse("interop:hsds"))))


@api("GET", "POST")
def records(request: HttpRequest, collection: str) -> HttpResponseBase:
    """Answer with a page of a collection, or with all of it, one record a line."""
    wanted = asked(request, OF_LIST[collection])
    try:
        if wanted.format == "ndjson":
            return streamed(request, every(collection, wanted))
        found = page(collection, wanted)
    except UnknownPostcode:
        raise BadRequest([Wrong("postcode", "No place is known for this ZIP code.")], 404) from None
    contents = page_object(
        found.contents, total=found.total, page=wanted.page, per_page=wanted.per_page
    )
    return told(request, contents, newest=found.newest)


@api("GET")
def record(request: HttpRequest, collection: str, key: str) -> HttpResponse:
    """Answer with one record and everything that belongs to it."""
    wanted = asked(request, OF_ONE.get(collection, ()))
    found = one(collection, key.lower(), wanted) if UUIDS.fullmatch(key) else None
    if found is None or not found.contents:
        return problem(404, "There is no such record, or it was removed.")
    return told(request, found.contents[0], newest=found.newest, exact=True)


@api("GET")
def changed(request: HttpRequest) -> HttpResponseBase:
    """Tell a page of what changed since a cursor, removals included; the next cursor comes last."""
    wanted = asked(request, ("since", "per_page"))
    try:
        return streamed(request, [changes(wanted.since, wanted.per_page)])
    except UnknownCursor:
        wrong = Wrong("since", "This cursor is not known here. Begin anew without it.")
        raise BadRequest([wrong], 404) from None


@api("GET", "POST")
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Say in JSON that there is nothing; lead on where only a slash is too many."""
    bare = rest.rstrip("/")
    if bare != rest and bare.partition("/")[0] in OF_LIST:
        response = HttpResponse(status=308)
        query = request.META.get("QUERY_STRING", "")
        response.headers["Location"] = reverse("interop:hsds") + bare + (query and f"?{query}")
        return response
    return problem(404, f"There is no such address. There are: {', '.join(OF_LIST)}, changes/.")
