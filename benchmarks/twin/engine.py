"""Lets one server answer with either engine: a header of the request says which."""

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates
from django.utils import translation

from hubtable.ui import pages
from hubtable.ui.chrome import chrome_of, theme_of
from hubtable.ui.saying import said

HEADER = "Bench-Engine"
TWIN = "table/overview.html"
TEMPLATES = Path(__file__).parent / "html"


def install() -> None:
    """Answer with Django's templates where a request says so; the loader keeps them compiled."""
    engine = DjangoTemplates(
        {
            "NAME": "twin",
            "DIRS": [str(TEMPLATES)],
            "APP_DIRS": False,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.messages.context_processors.messages",
                ],
                "builtins": [
                    "django.templatetags.i18n",
                    "django.templatetags.static",
                    "benchmarks.twin.tags",
                ],
            },
        }
    )
    usual = pages.render

    def render(request: HttpRequest, template: str, context: Any, **more: Any) -> HttpResponse:
        if template != TWIN or request.headers.get(HEADER) != "django":
            return usual(request, template, context, **more)
        context["sorted_by"].do_not_call_in_templates = True
        around = {
            "chrome": chrome_of(request),
            "theme": theme_of(request),
            "said": said(request),
            "language": translation.get_language(),
        }
        words = engine.get_template(template).render({**around, **context}, request)
        return HttpResponse(words, status=more["status"])

    pages.render = render
