"""Answers a view gives: a whole page, one block of it, or an error in plain words."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.utils.functional import Promise

from hubtable.ui.errors import ERRORS

Context = dict[str, Any]


def page(
    request: HttpRequest, template: str, context: Context | None = None, *, status: int = 200
) -> HttpResponse:
    """Render a whole page."""
    return render(request, template, context, status=status, using="jinja2")


def fragment(
    request: HttpRequest,
    template: str,
    block: str,
    context: Context | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Render one block of a page alone, for htmx to put in place.

    What stands outside the block does not run: it may use `ui.…`, not a `set` of the page.
    Raises KeyError when the page has no such block.
    """
    found = cast("Jinja2", engines["jinja2"]).env.get_template(template)
    filled = found.new_context(_with_request(request, context))
    return HttpResponse("".join(found.blocks[block](filled)), status=status)


def error(request: HttpRequest, code: int, detail: str | Promise = "") -> HttpResponse:
    """Say in plain words what went wrong; `detail` adds what this case can safely say."""
    words = ERRORS.get(code, ERRORS[500])
    return page(
        request, "ui/error.html", {"code": code, "words": words, "detail": detail}, status=code
    )


def _with_request(request: HttpRequest, context: Context | None) -> Context:
    """Return the context as Django's own rendering would give it."""
    return {
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
        **(context or {}),
    }
