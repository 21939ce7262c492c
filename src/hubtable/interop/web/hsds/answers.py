"""What every answer of the API has: JSON, an entity tag, and leave for other sites to read it."""

import functools
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils.http import http_date, parse_etags, parse_http_date_safe
from django.views.decorators.csrf import csrf_exempt

from hubtable.hubs.web.gates import no_seat
from hubtable.interop.rules.hsds.parameters import Asked, Wrong, understood

View = Callable[..., HttpResponseBase]
NDJSON = "application/x-ndjson"
ADDRESSES = "/api/hsds/"
"""What begins so is asked by programs: even what goes wrong there is told in JSON."""


class BadRequest(Exception):
    """A request that cannot be answered; `wrong` says which parameters, and why."""

    def __init__(self, wrong: Sequence[Wrong], status: int = 400) -> None:
        super().__init__()
        self.wrong, self.status = wrong, status


def api(*methods: str) -> Callable[[View], Any]:
    """Mark a view for programs: no seat, no session, no cookie, no form token; JSON and CORS."""
    allowed = ", ".join([*methods, *(["HEAD"] if "GET" in methods else []), "OPTIONS"])

    def mark(view: View) -> Any:
        @functools.wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.method == "OPTIONS":
                response: HttpResponseBase = HttpResponse(status=204)
            elif request.method not in (*methods, "HEAD"):
                response = problem(405, f"This address answers to {allowed}.")
            else:
                response = _answered(view, request, *args, **kwargs)
            response.headers["Allow"] = allowed
            return _open(request, response, allowed)

        return no_seat(csrf_exempt(answer))

    return mark


def _answered(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except BadRequest as bad:
        return problem(bad.status, "", bad.wrong)


def _open(request: HttpRequest, response: HttpResponseBase, allowed: str) -> HttpResponseBase:
    """Let every site read the answer. It says the same to everybody, so no cookie comes near it."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = allowed
    response.headers["Access-Control-Allow-Headers"] = "Content-Type, If-None-Match"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified"
    response.headers["Access-Control-Max-Age"] = "86400"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers.setdefault("Cache-Control", "public, no-cache")
    if not request.COOKIES and hasattr(request, "session"):
        request.session.accessed = False  # else the answer would vary by a cookie nobody has
    return response


def failed(request: HttpRequest, status: int) -> HttpResponseBase:
    """Return the answer where no view gave one: what broke, and where, stays inside."""
    response = problem(status)
    response.headers["Cache-Control"] = "no-store"
    return _open(request, response, "GET, HEAD, POST, OPTIONS")


def asked(request: HttpRequest, allowed: tuple[str, ...]) -> Asked:
    """Return what a request asks: by its address, and at POST by its body, JSON or a form.

    :raises BadRequest: when a parameter cannot be understood.
    """
    given: list[tuple[str, object]] = _pairs(request.GET.lists())
    if request.method == "POST":
        given += _body(request)
    found, wrong = understood(given, allowed)
    if wrong:
        raise BadRequest(wrong)
    return found


def _pairs(lists: Iterable[tuple[str, list[Any]]]) -> list[tuple[str, object]]:
    return [(name, value) for name, values in lists for value in values]


def _body(request: HttpRequest) -> list[tuple[str, object]]:
    try:
        if request.content_type in FORMS:
            return _pairs(request.POST.lists())
        given = json.loads(request.body) if request.body.strip() else {}
    except RequestDataTooBig:
        raise BadRequest([Wrong("body", "The body is too long.")], 413) from None
    except (ValueError, RecursionError):
        raise BadRequest([Wrong("body", "The body is not JSON.")]) from None
    if not isinstance(given, dict):
        raise BadRequest([Wrong("body", "The body must be an object: parameter and value.")])
    return list(given.items())


FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def told(
    request: HttpRequest, content: Any, *, newest: float = 0, exact: bool = False
) -> HttpResponse:
    """Return JSON with its entity tag; nothing where the asker has it already.

    `exact`: `newest` is true of all that is told, so that `If-Modified-Since` can be believed.
    """
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    same = request.method != "POST" and _has(request, tag, newest if exact else 0)
    response = HttpResponseNotModified() if same else HttpResponse(body, "application/json")
    response.headers["ETag"] = tag
    if newest:
        response.headers["Last-Modified"] = http_date(newest)
    return response


def _has(request: HttpRequest, tag: str, newest: float) -> bool:
    """Say whether the asker has the answer (RFC 9110, 13.2.2: the tag comes before the time)."""
    tags = request.headers.get("If-None-Match")
    if tags is not None:
        known = {one.removeprefix("W/") for one in parse_etags(tags)}
        return "*" in known or tag in known
    since = request.headers.get("If-Modified-Since")
    then = parse_http_date_safe(since) if since else None
    return newest > 0 and then is not None and int(newest) <= then


def streamed(request: HttpRequest, chunks: Iterable[list[Any]]) -> HttpResponseBase:
    """Return objects one a line, as they are read.

    The first are read before anything is sent: what fails at once is an error, no broken-off list.
    """
    if request.method == "HEAD":
        return HttpResponse(content_type=NDJSON)
    following = iter(chunks)
    first = next(following, [])
    lines = (
        "".join(
            json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in chunk
        ).encode()
        for chunk in chain([first], following)
    )
    return StreamingHttpResponse(lines, content_type=NDJSON)


SENTENCES = {
    400: "The request could not be understood.",
    403: "This is not open to you.",
    404: "There is nothing here.",
    413: "The request is too long.",
    500: "Something broke on our side. Try again later.",
}


def problem(status: int, detail: str = "", wrong: Sequence[Wrong] = ()) -> HttpResponse:
    """Return what is wrong, as JSON: in a sentence, and by parameter."""
    content = {
        "status": status,
        "detail": detail or SENTENCES[status],
        "errors": [{"parameter": one.parameter, "message": one.message} for one in wrong],
    }
    return HttpResponse(json.dumps(content), "application/json", status)
