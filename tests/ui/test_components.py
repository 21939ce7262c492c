"""What the macros write: labels, descriptions, errors, and nothing unescaped."""

import html.parser
import re
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import jinja2
import pytest
from django import forms
from django.http import QueryDict
from django.template import engines
from django.template.backends.jinja2 import Jinja2

from hubtable.ui.inputs import DayInput, MomentInput, TimeOfDayInput
from hubtable.ui.saying import Said, Undo
from hubtable.ui.stamp import Stamp
from hubtable.ui.styleguide import Example

pytestmark = pytest.mark.usefixtures("pages_only")

NOW = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)
STAMP = Stamp(request_id="r-1", seat="s-1", version="7")


def render(source: str, **context: Any) -> str:
    env: jinja2.Environment = cast("Jinja2", engines["jinja2"]).env
    return env.from_string(source).render(**context)


class Tags(html.parser.HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, *names: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.found if tag in names]


@pytest.fixture(params=["empty", "wrong"])
def drawn(request: pytest.FixtureRequest) -> Tags:
    data = None if request.param == "empty" else QueryDict("risks=h1&day=soon&summary=" + "x" * 301)
    return Tags(
        render("{{ ui.form('', stamp, form=form, submit='Go') }}", form=Example(data), stamp=STAMP)
    )


def test_every_control_has_a_label(drawn: Tags) -> None:
    labeled = {attrs["for"] for attrs in drawn.of("label")}
    controls = [a for a in drawn.of("input", "select", "textarea") if a.get("type") != "hidden"]
    assert len(controls) > 25
    assert [a["id"] for a in controls if a["id"] not in labeled] == []


def test_ids_are_unique_and_what_describes_exists(drawn: Tags) -> None:
    ids = [attrs["id"] for _, attrs in drawn.found if "id" in attrs]
    assert len(ids) == len(set(ids))
    for _, attrs in drawn.found:
        for described in (attrs.get("aria-describedby") or "").split():
            assert described in ids


def test_hint_error_and_limit_describe_in_the_order_they_are_read() -> None:
    form = Example(QueryDict("summary=" + "x" * 301))
    tags = Tags(render("{{ ui.field(form['summary']) }}", form=form))
    area = tags.of("textarea")[0]
    assert area["aria-describedby"] == "id_summary_hint id_summary_error id_summary_limit"
    assert area["aria-invalid"] == "true"
    assert "maxlength" not in area, "a browser would cut off what is pasted"


def test_groups_are_fieldsets_with_a_legend() -> None:
    form = Example(QueryDict(""))
    page = render("{{ ui.field(form['kind']) }}{{ ui.field(form['risks']) }}", form=form)
    tags = Tags(page)
    radios, risks = tags.of("fieldset")[0], tags.of("fieldset")[1]
    assert radios["role"] == "radiogroup"
    assert radios["aria-invalid"] == radios["aria-required"] == "true"
    assert radios["aria-describedby"] == "id_kind_error"
    assert risks["aria-describedby"] == "id_risks_hint id_risks_error"
    assert re.findall(r"<legend>(\w+)</legend>", page) == [
        "Housing", "Health", "Money", "School", "Family",
    ]  # fmt: skip
    assert page.count("<legend>") == len(tags.of("fieldset")) == 7


def test_what_was_chosen_stays_chosen() -> None:
    form = Example(QueryDict("risks=h1&risks=m2&kind=family&languages=es"))
    page = render("{{ ui.fields(form) }}", form=form)
    checked = {a["value"] for a in Tags(page).of("input") if "checked" in a}
    assert checked == {"h1", "m2", "family", "es"}


def test_optional_fields_say_so_and_required_ones_do_not() -> None:
    page = render("{{ ui.field(form['time']) }}{{ ui.field(form['day']) }}", form=Example())
    assert page.count("(optional)") == 1
    assert page.index("(optional)") < page.index("id_day")


def test_the_summary_links_every_error_to_its_field() -> None:
    form = Example(QueryDict("origin=x&reference=D-1"))
    form.add_error(None, "Two answers do not fit together.")
    page = render("{{ ui.error_summary(form) }}", form=form)
    assert "<li>Two answers do not fit together.</li>" in page
    links = {a["href"] for a in Tags(page).of("a")}
    assert links == {
        "#id_town",
        "#id_kind_0",
        "#id_risks_0_0",
        "#id_day",
        "#id_secret",
        "#id_agreed",
    }
    ids = {a.get("id") for _, a in Tags(render("{{ ui.fields(form) }}", form=form)).found}
    assert {link.removeprefix("#") for link in links if link} <= ids


def test_a_form_without_errors_has_no_summary() -> None:
    assert "There is a problem" not in render("{{ ui.form('', form=form) }}", form=Example())


def test_a_broken_hidden_field_is_not_silent() -> None:
    page = render("{{ ui.error_summary(form) }}", form=Example(QueryDict("")))
    assert "This page did not come through right" in page


def test_a_form_carries_its_stamp() -> None:
    tags = Tags(render("{{ ui.form('', stamp, '/go/') }}", stamp=STAMP))
    hidden = {a["name"]: a["value"] for a in tags.of("input")}
    assert hidden == {"request_id": "r-1", "version": "7", "seat": "s-1"}
    assert tags.of("form")[0]["method"] == "post"


def test_hints_stand_under_single_choices() -> None:
    page = render("{{ ui.field(form['kind'], hints={'place': 'A house'}) }}", form=Example())
    assert "A place<small>A house</small>" in page
    assert page.count("<small>") == 1


def test_long_lists_can_be_narrowed_and_short_ones_not() -> None:
    form = Example()
    assert "data-finds" in render("{{ ui.field(form['risks']) }}", form=form)
    assert "data-finds" not in render("{{ ui.field(form['risks'], filter=false) }}", form=form)
    assert "data-finds" not in render("{{ ui.field(form['languages']) }}", form=form)


def test_days_and_times_travel_as_browsers_send_them() -> None:
    class When(forms.Form):
        day = forms.DateField(widget=DayInput, initial=NOW.date())
        time = forms.TimeField(widget=TimeOfDayInput, initial=NOW.time())
        moment = forms.DateTimeField(widget=MomentInput, initial=NOW.replace(tzinfo=None))

    inputs = Tags(render("{{ ui.fields(form) }}", form=When())).of("input")
    assert [(a["type"], a["value"]) for a in inputs] == [
        ("date", "2026-11-24"),
        ("time", "15:05"),
        ("datetime-local", "2026-11-24T15:05"),
    ]
    assert When({"day": "2026-11-24", "time": "15:05", "moment": "2026-11-24T15:05"}).is_valid()


def test_what_people_write_is_escaped() -> None:
    evil = "<script>alert(1)</script>"
    page = render(
        "{{ ui.button(evil) }}{{ ui.tag(evil) }}{{ ui.facts([(evil, evil)]) }}"
        "{% call ui.card(evil) %}{{ evil }}{% endcall %}{{ ui.row(['', evil], ['', evil]) }}"
        "{{ ui.messages([said]) }}{{ ui.breadcrumb([(evil, '/')]) }}",
        evil=evil,
        said=Said(evil, "ok"),
    )
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 9


def test_undo_carries_its_own_stamp() -> None:
    page = render(
        "{{ ui.messages([said], csrf) }}", said=Said("Done.", "ok", Undo("/u/", STAMP)), csrf=""
    )
    assert 'action="/u/"' in page
    assert 'name="request_id" value="r-1"' in page


def test_a_conflict_shows_both_and_keeps_what_was_typed() -> None:
    changes = [{"label": "Town", "theirs": "Millbrook", "yours": ""}]
    page = render("{{ ui.conflict(changes, 'Millbrook Schools', '/drop/') }}", changes=changes)
    assert "Millbrook</td>" in page
    assert "empty</td>" in page
    assert 'name="resolve" value="mine"' in page
    assert 'href="/drop/"' in page


def test_the_question_of_seats_keeps_every_field_and_names_both() -> None:
    page = render(
        "{{ ui.other_seat('', '/go/', a, b, kept) }}",
        a={"id": "1", "words": "Chair · North"},
        b={"id": "2", "words": "Representative · South"},
        kept=[("risks", "h1"), ("risks", "h2")],
    )
    hidden = [(a["name"], a["value"]) for a in Tags(page).of("input")]
    assert hidden == [("risks", "h1"), ("risks", "h2")]
    buttons = [(a["name"], a["value"]) for a in Tags(page).of("button")]
    assert buttons == [("seat", "2"), ("seat", "1")], "the seat that acts now comes first"


def test_tables_name_their_cells_for_phones_and_say_how_they_are_sorted() -> None:
    page = render(
        "{% set heads = ['Reference', ui.sort_link('Due', '?s=due', 'down')] %}"
        "{% call ui.table(heads, 'Open') %}{{ ui.row(heads, ['D-1', 'now']) }}{% endcall %}"
    )
    tags = Tags(page)
    assert [a.get("aria-sort") for a in tags.of("th")[:2]] == [None, "descending"]
    assert tags.of("th")[2]["scope"] == "row"
    assert tags.of("td")[0]["data-label"] == "Due"


def test_steps_say_which_is_done_and_which_is_now() -> None:
    page = render("{{ ui.steps(3) }}")
    items = Tags(page).of("li")
    assert [a.get("class") for a in items] == ["done", "done", None, None]
    assert [a.get("aria-current") for a in items] == [None, None, "step", None]
    assert page.count("(done)") == 2


def test_due_says_late_in_words() -> None:
    page = render(
        "{{ ui.due(a, now) }}{{ ui.due(b, now) }}", a=NOW - timedelta(hours=3), b=NOW, now=NOW
    )
    assert ">3 h late</time>" in page
    assert page.count('class="clock late"') == 1


def test_pages_have_neighbors() -> None:
    first = render("{{ ui.pagination(1, 3, '?') }}")
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert render("{{ ui.pagination(1, 1, '?') }}").strip() == ""


def test_undefined_names_and_components_fail() -> None:
    for source in ("{{ nothing }}", "{{ ui.nothing() }}", "{{ ui.facts(nothing) }}"):
        with pytest.raises(jinja2.UndefinedError):
            render(source)
