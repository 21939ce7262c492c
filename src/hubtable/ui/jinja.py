"""The template environment: undefined names fail, components are one name away."""

from typing import Any
from urllib.parse import urlencode

import jinja2
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

from hubtable.ui import choices, wording
from hubtable.ui.chrome import chrome_of, theme_of
from hubtable.ui.saying import said

COMPONENTS = "ui/components/"


class Components:
    """The macros of `ui/components/`, reached in every template as `ui.<macro>(…)`.

    A name instead of an import, because a fragment is one block rendered alone: the imports at the
    top of its page never run.
    """

    def __init__(self, env: jinja2.Environment) -> None:
        self._env = env
        self._homes: dict[str, str] = {}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if not self._homes:
            self._homes = self._find()
        if name not in self._homes:
            raise AttributeError(f"no component is called {name}")
        return getattr(self._env.get_template(self._homes[name]).module, name)

    def _find(self) -> dict[str, str]:
        """Return which file each macro stands in."""
        files = [
            name
            for name in self._env.list_templates(extensions=["html"])
            if name.startswith(COMPONENTS)
        ]
        return {
            macro: name
            for name in files
            for macro in vars(self._env.get_template(name).module)
            if not macro.startswith("_")
        }


def environment(**options: Any) -> jinja2.Environment:
    """Build the environment Django's Jinja2 backend renders pages with."""
    ours = {"autoescape", "undefined", "trim_blocks", "lstrip_blocks", "extensions"}
    env = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        **{name: value for name, value in options.items() if name not in ours},
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(_globals(env))
    env.filters.update(_filters())
    return env


def _globals(env: jinja2.Environment) -> dict[str, Any]:
    """Return the names every template knows."""
    return {
        "ui": Components(env),
        "static": static,
        "url": url,
        "chrome_of": chrome_of,
        "theme_of": theme_of,
        "said": said,
        "get_messages": get_messages,
        "language": translation.get_language,
    }


def _filters() -> dict[str, Any]:
    """Return the filters every template knows."""
    return {
        "date": wording.date_words,
        "short_date": wording.short_date,
        "time": wording.time_words,
        "datetime": wording.datetime_words,
        "count": wording.count_words,
        "hours_left": wording.hours_left,
        "kind": choices.kind,
        "choice_groups": choices.choice_groups,
        "anchor": choices.anchor,
        "control": choices.control,
    }


def url(name: str, *args: Any, query: dict[str, Any] | None = None, **kwargs: Any) -> str:
    """Return the address of a named page, with a query if given."""
    path = reverse(name, args=args, kwargs=kwargs)
    return f"{path}?{urlencode(query, doseq=True)}" if query else path
