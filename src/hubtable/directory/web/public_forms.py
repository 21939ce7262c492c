"""The forms of a Hub's public pages, and what they begin with before anything was written."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hubtable.directory.rules.finder_words import Words as Sentences
from hubtable.directory.rules.reading_phone import SHORT_CODES, read_phones
from hubtable.hubs.queries.public_pages import PageCard
from hubtable.hubs.rules import public_pages as rules
from hubtable.hubs.rules.languages import PublicLanguage

ENGLISH = PublicLanguage.ENGLISH
GENERAL = {"how_it_works": "how", "your_information": "info"}
"""Field → the finder's own sentences of it, numbered from 1 to `SENTENCES`."""
SENTENCES = 5
EMERGENCY = "911"


class TownsForm(forms.Form):
    """The towns as they are said in public."""

    towns = forms.CharField(
        required=False, max_length=rules.TOWNS * (rules.TOWN + 6), label=gettext_lazy("Towns"),
        help_text=gettext_lazy("One a line, with its state: Framingham, MA."),
        widget=forms.Textarea(attrs={"rows": 10}),
    )  # fmt: skip

    def clean_towns(self) -> list[str]:
        """Return the towns one by one; a line that is none is named."""
        lines = [line.strip() for line in self.cleaned_data["towns"].splitlines() if line.strip()]
        if strange := [line for line in lines if not rules.town(line)]:
            said = _("This is not a town with its state: %(line)s") % {"line": strange[0]}
            raise forms.ValidationError(said)
        if len(lines) > rules.TOWNS:
            raise forms.ValidationError(_("At most %(n)s towns.") % {"n": rules.TOWNS})
        return [rules.town(line) for line in lines]


class EnglishForm(forms.Form):
    """What the public pages say in English; everything is needed."""

    name = forms.CharField(max_length=rules.NAME, label=gettext_lazy("Name of the Hub in public"))
    phone = forms.CharField(
        max_length=rules.PHONE, label=gettext_lazy("Number people call"),
        help_text=gettext_lazy("With its area code, or a short one such as 211. People who ask to "
                               "be called leave their number there as well."),
    )  # fmt: skip
    hours = forms.CharField(
        max_length=rules.HOURS, label=gettext_lazy("When somebody answers"),
        help_text=gettext_lazy("In words: Monday to Friday, 9 am to 5 pm."),
    )  # fmt: skip
    how_it_works = forms.CharField(
        max_length=rules.TEXT, label=gettext_lazy("How it works"),
        help_text=gettext_lazy("Plain text. An empty line begins a new paragraph."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )  # fmt: skip
    your_information = forms.CharField(
        max_length=rules.TEXT, label=gettext_lazy("What happens to your information"),
        help_text=gettext_lazy("Who reads what people tell you, how long it is kept, who is told."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )  # fmt: skip

    def clean_phone(self) -> str:
        """Return the one number as people write it."""
        (first, *more) = read_phones(self.cleaned_data["phone"])
        if first.number == EMERGENCY:
            raise forms.ValidationError(_("911 stands on every page. Give the Hub's own number."))
        odd = first.problems or first.note or first.kind or more
        if odd or not (first.e164 or first.number in SHORT_CODES):
            raise forms.ValidationError(_("Give one number: (508) 555-0142, or a short one."))
        return first.text

    def clean_how_it_works(self) -> str:
        """Refuse markup."""
        return self._plain("how_it_works")

    def clean_your_information(self) -> str:
        """Refuse markup."""
        return self._plain("your_information")

    def _plain(self, field: str) -> str:
        text = str(self.cleaned_data[field]).replace("\r\n", "\n")
        if rules.has_markup(text):
            raise forms.ValidationError(_("Plain text only: people would read the tags."))
        return text


class TranslationForm(EnglishForm):
    """The same in another language, with who translated it."""

    translator = forms.CharField(
        max_length=rules.NAME, label=gettext_lazy("Translated by"),
        help_text=gettext_lazy("Stands below the text, with the day. Of a machine: which one."),
    )  # fmt: skip
    shown = forms.BooleanField(
        required=False, label=gettext_lazy("Show it to the public"),
        help_text=gettext_lazy("As long as it is not shown, people read the English."),
    )  # fmt: skip


def begun(card: PageCard, language: PublicLanguage, hub: str, person: str) -> Mapping[str, Any]:
    """Return what the form of a language begins with: what is kept, else what is at hand.

    English begins with the finder's general sentences. A translation does where the English is
    still made of them, so that no language says what the others do not.
    """
    if kept := card.words.get(language):
        words = kept.words
        return {name: getattr(words, name) for name in words.__dataclass_fields__}
    if language is ENGLISH:
        return {"name": hub, **{field: general(field, ENGLISH, hub) for field in GENERAL}}
    english = card.words[ENGLISH].words
    same = {
        field: general(field, language, english.name)
        for field in GENERAL
        if getattr(english, field)
        in {general(field, ENGLISH, name) for name in (hub, english.name)}
    }
    mine = {"name": english.name, "phone": english.phone, "translator": person, "shown": True}
    return {**mine, **same}


def general(field: str, language: PublicLanguage, hub: str) -> str:
    """Return the finder's general sentences, a paragraph each, as a Hub would say them."""
    t, key = Sentences(language), GENERAL[field]
    return "\n\n".join(t(f"{key}_{number}", hub=hub) for number in range(1, SENTENCES + 1))
