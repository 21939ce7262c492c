"""Addresses of the public finder: `/find/…` in English, `/es/find/…` and so on."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path, register_converter

from hubtable.directory.web import finder_hubs, finder_service, finding
from hubtable.directory.web.finder_page import LanguageConverter
from hubtable.directory.web.finder_service import ListingConverter
from hubtable.hubs.rules.languages import PublicLanguage

register_converter(LanguageConverter, "finder_language")
register_converter(ListingConverter, "listing")


def _in_each(route: str, view: Callable[..., HttpResponse], name: str) -> list[URLPattern]:
    """Return the address of a page in English, and in the other languages."""
    english: dict[str, Any] = {"lang": PublicLanguage.ENGLISH}
    return [
        path(f"find/{route}", view, english, name=name),
        path(f"<finder_language:lang>/find/{route}", view, name=name),
    ]


app_name = "find"
urlpatterns = [
    *_in_each("", finding.home, "home"),
    *_in_each("suggestions/", finding.suggestions, "suggestions"),
    *_in_each("at/<listing:listing>/", finder_service.service, "service"),
    *_in_each("at/<listing:listing>/wrong/", finder_service.wrong, "wrong"),
    *_in_each("list/", finder_service.saved, "list"),
    *_in_each("how-it-works/", finder_service.about, "about"),
    *_in_each("hubs/", finder_hubs.hubs, "hubs"),
    *_in_each("hubs/<slug:slug>/how-it-works/", finder_hubs.how_it_works, "hub_how"),
    *_in_each("hubs/<slug:slug>/your-information/", finder_hubs.information, "hub_information"),
    *_in_each("your-information/", finder_service.privacy, "privacy"),
]
