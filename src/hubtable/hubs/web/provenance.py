"""How pages say where a word comes from. No list is called official."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hubtable.hubs.rules.vocabularies import ONLY_IF_ADDED, Word

FROM: dict[str, Promise] = {
    "published": gettext_lazy("read in a public document of the field"),
    "recalled": gettext_lazy("in wide use, not verified word for word"),
    "proposed": gettext_lazy("proposed by the makers of this software"),
    "to be confirmed by counsel": gettext_lazy("to be confirmed by the Hub's counsel"),
    "own": gettext_lazy("this Hub's own word"),
}


def origin(word: Word) -> str:
    """Return where a word comes from, in words."""
    return str(FROM.get(word.provenance, word.provenance))


def hints(words: Iterable[Word]) -> dict[str, str]:
    """Return what stands below each word of a form: where it comes from, and what to mind."""
    return {word.code: _hint(word) for word in words}


def _hint(word: Word) -> str:
    if word.code in ONLY_IF_ADDED or word.category in ONLY_IF_ADDED:
        return _("%(origin)s; left out unless the table adds it") % {"origin": origin(word)}
    return origin(word)
