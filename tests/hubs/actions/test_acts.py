"""Every act: done by the administrator, recorded, refused to the others."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any
from uuid import UUID

import pytest

from hubtable.kernel.seat import Role, Seat
from hubtable.kernel.verdict import Refused, Stale
from tests.cluster import Cluster
from tests.hubs.acts import trail_of
from tests.world import NOW, World, as_seat

Act = Callable[[World, Seat], Any]


OF = {"version": 1, "at": NOW}


def _acts(program: UUID) -> dict[str, Act]:
    return _of_the_hub() | _of_agencies(program) | _of_people() | _of_public_pages()


def _of_the_hub() -> dict[str, Act]:
    from hubtable.hubs.actions import founding, tables, vocabularies
    from hubtable.hubs.rules.table_policy import TablePolicy

    when = {
        "name": "Night table",
        "weekday": 4,
        "starts": time(18),
        "time_zone": "America/New_York",
        "policy": TablePolicy(),
    }
    return {
        "hub_changed": lambda w, by: founding.change_hub(
            by=by, name="Brook", time_zone="America/Chicago", **OF
        ),
        "town_added": lambda w, by: founding.add_town(by=by, at=NOW, name="Brook", state="MA"),
        "vocabulary_issued": lambda w, by: vocabularies.issue_vocabulary(by=by, at=NOW),
        "table_opened": lambda w, by: tables.open_table(
            by=by, at=NOW, vocabulary=w.vocabulary, **when
        ),
        "policy_changed": lambda w, by: tables.change_policy(
            by=by, table=w.tables["A"], vocabulary=w.vocabulary, **when, **OF
        ),
        "table_ended": lambda w, by: tables.end_table(by=by, table=w.tables["A"], **OF),
    }


def _of_agencies(program: UUID) -> dict[str, Act]:
    from hubtable.hubs.actions import agencies
    from hubtable.hubs.rules.policies import AgreementKind, Regime

    sharing = {
        "kind": AgreementKind.INFORMATION_SHARING,
        "starts_at": NOW,
        "ends_at": NOW + timedelta(days=9),
    }
    return {
        "agency_added": lambda w, by: agencies.add_agency(
            by=by, at=NOW, name="Night Shelter", sector="Housing"
        ),
        "agency_changed": lambda w, by: agencies.change_agency(
            by=by, agency=w.agencies["police"], name="P", sector="Policing", can_do="", **OF
        ),
        "agency_ended": lambda w, by: agencies.end_agency(by=by, agency=w.agencies["police"], **OF),
        "program_added": lambda w, by: agencies.add_program(
            by=by, at=NOW, agency=w.agencies["police"], name="Outreach", regimes=[Regime.HIPAA]
        ),
        "program_changed": lambda w, by: agencies.change_program(
            by=by, program=program, name="Outreach", regimes=[Regime.FERPA], **OF
        ),
        "program_ended": lambda w, by: agencies.end_program(by=by, program=program, **OF),
        "agreement_added": lambda w, by: agencies.add_agreement(
            by=by, at=NOW, agency=w.agencies["police"], **sharing
        ),
        "agreement_end_set": lambda w, by: agencies.end_agreement(
            by=by, agreement=w.agreements["police"], **OF
        ),
    }


def _of_people() -> dict[str, Act]:
    from hubtable.hubs.actions import people, seating

    return {
        "member_added": lambda w, by: people.add_person(
            by=by, at=NOW, name="New One", email="new.one@example.org"
        ),
        "member_changed": lambda w, by: people.change_person(
            by=by, person=w["police"].person, name="Peg", languages=[], agency=None, **OF
        ),
        "member_ended": lambda w, by: people.end_person(by=by, person=w["police"].person, **OF),
        "confidentiality_recorded": lambda w, by: people.record_confidentiality(
            by=by, at=NOW, person=w["housing_unsigned"].person, signed_at=NOW
        ),
        "confidentiality_ended": lambda w, by: people.end_confidentiality(
            by=by, at=NOW, person=w["police"].person
        ),
        "delegation_sent": lambda w, by: seating.send_delegation(
            by=by, at=NOW, table=w.tables["C"], agency=w.agencies["police"]
        ),
        "delegation_ended": lambda w, by: seating.end_delegation(
            by=by, delegation=w.delegations["police_A"], **OF
        ),
        "seat_given": lambda w, by: seating.give_seat(
            by=by, at=NOW, person=w["police"].person, role=Role.COMMUNITY
        ),
        "seat_ended": lambda w, by: seating.end_seat(by=by, seat=w["police"].id, **OF),
    }


def _of_public_pages() -> dict[str, Act]:
    from hubtable.hubs.actions import public_pages
    from hubtable.hubs.rules.languages import PublicLanguage
    from hubtable.hubs.rules.public_pages import Words

    words = Words("Hub", "211", "Weekdays", "We look with you.", "Nothing is kept.")

    def write(w: World, by: Seat) -> None:
        public_pages.write_words(
            by=by, at=NOW, language=PublicLanguage.ENGLISH, version=0, words=words
        )

    def publish(w: World, by: Seat) -> None:
        write(w, by)
        public_pages.publish(by=by, **OF)

    def take_back(w: World, by: Seat) -> None:
        publish(w, by)
        public_pages.take_back(by=by, at=NOW, version=2)

    return {
        "public_words_written": write,
        "public_towns_named": lambda w, by: public_pages.name_towns(
            by=by, at=NOW, version=0, towns=["Brook, MA"]
        ),
        "public_page_published": publish,
        "public_page_taken_back": take_back,
    }


VERBS = [
    "hub_changed", "town_added", "vocabulary_issued", "table_opened", "policy_changed",
    "table_ended", "agency_added", "agency_changed", "agency_ended", "program_added",
    "program_changed", "program_ended", "agreement_added", "agreement_end_set", "member_added",
    "member_changed", "member_ended", "confidentiality_recorded", "confidentiality_ended",
    "delegation_sent", "delegation_ended", "seat_given", "seat_ended", "public_words_written",
    "public_towns_named", "public_page_published", "public_page_taken_back",
]  # fmt: skip


OF_THE_OWN_HUB = {
    "hub_changed", "town_added", "vocabulary_issued", "agency_added", "member_added",
    "public_words_written", "public_towns_named", "public_page_published",
    "public_page_taken_back",
}  # fmt: skip
"""What a seat does in its own Hub, whoever's ids it is given."""


@pytest.fixture
def program(world: World) -> UUID:
    """A program of the police."""
    from hubtable.hubs.models import Program

    with as_seat(world["admin"]):
        return Program.objects.get(agency=world.agencies["police"]).pk


@pytest.mark.parametrize("verb", VERBS)
def test_an_act_of_the_administrator_is_recorded(
    world: World, cluster: Cluster, program: UUID, verb: str
) -> None:
    admin = world["admin"]
    with as_seat(admin):
        _acts(program)[verb](world, admin)
    last = trail_of(cluster)[-1]
    assert (last.verb, last.actor, last.hub) == (verb, str(admin.id), admin.hub)


@pytest.mark.parametrize("name", ["chair", "agency_lead", "leadership", "ridge_admin"])
def test_every_act_is_refused_to_the_others(
    world: World, cluster: Cluster, program: UUID, name: str
) -> None:
    before, by = len(trail_of(cluster)), world[name]
    done = set()
    for verb, act in _acts(program).items():
        if name == "ridge_admin" and verb in OF_THE_OWN_HUB:
            continue
        with as_seat(by):
            try:
                act(world, by)
            except Refused:
                continue
            done.add(verb)
    assert done == set()
    assert len(trail_of(cluster)) == before


@pytest.mark.parametrize(
    "verb",
    [verb for verb in VERBS if verb.endswith(("_changed", "_ended")) and "conf" not in verb]
    + ["agreement_end_set"],
)
def test_the_second_of_two_changes_is_told(world: World, program: UUID, verb: str) -> None:
    admin = world["admin"]
    with as_seat(admin):
        _acts(program)[verb](world, admin)
        with pytest.raises((Stale, Refused)) as told:
            _acts(program)[verb](world, admin)
    assert told.value.code in {"stale", "absent", "ended"}


def test_the_database_refuses_what_a_rule_forgot(
    world: World, program: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule is the first of two locks: without it the rows stay as they are all the same."""
    from hubtable.hubs.actions import agencies, seating
    from hubtable.kernel.verdict import YES

    for module in (agencies, seating):
        monkeypatch.setattr(module, "may_administer", lambda by: YES)
    chair = world["chair"]
    with as_seat(chair), pytest.raises(Exception, match="row-level security"):
        _acts(program)["agency_added"](world, chair)
    with as_seat(chair), pytest.raises(Stale):
        _acts(program)["agency_ended"](world, chair)
    with as_seat(chair), pytest.raises(Stale):
        _acts(program)["seat_ended"](world, chair)
