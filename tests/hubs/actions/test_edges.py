"""What acts do at their edges: other Hubs, oneself, twice, the same day, and the trail's words."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from hubtable.kernel.seat import Role
from hubtable.kernel.verdict import Refused
from tests.cluster import Cluster
from tests.hubs.acts import trail_of
from tests.world import NOW, World, as_seat


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, check=lambda error: error.code == code)


def test_nothing_of_another_hub_is_taken_in(world: World) -> None:
    from hubtable.hubs.actions import agencies, people, seating
    from hubtable.hubs.rules.policies import AgreementKind

    ridge, own = world["ridge_admin"], {"by": world["admin"], "at": NOW}
    police = world.agencies["police"]
    sent = world.delegations["police_A"]
    with as_seat(world["admin"]):
        with refused("absent"):
            seating.send_delegation(**own, table=world["ridge_chair"].table, agency=police)
        with refused("absent"):
            seating.send_delegation(
                **own, table=world.tables["A"], agency=world["ridge_clinic"].agency
            )
        with refused("absent"):
            seating.give_seat(**own, person=ridge.person, role=Role.CHAIR, delegation=sent)
        with refused("absent"):
            seating.give_seat(
                **own,
                person=world["police"].person,
                role=Role.CHAIR,
                delegation=world["ridge_chair"].delegation,
            )
        with refused("absent"):
            people.add_person(
                **own, name="X", email="x@example.org", agency=world["ridge_clinic"].agency
            )
        with refused("absent"):
            people.record_confidentiality(**own, person=ridge.person, signed_at=NOW)
        with refused("absent"):
            agencies.add_agreement(
                **own,
                agency=world["ridge_clinic"].agency,
                kind=AgreementKind.INFORMATION_SHARING,
                starts_at=NOW,
                ends_at=NOW + timedelta(days=1),
            )


def test_an_edition_of_another_hub_is_not_used(world: World) -> None:
    from hubtable.hubs.actions import tables, vocabularies
    from hubtable.hubs.rules.table_policy import TablePolicy

    with as_seat(world["ridge_admin"]):
        foreign = vocabularies.issue_vocabulary(by=world["ridge_admin"], at=NOW)
    with as_seat(world["admin"]):
        with refused("absent"):
            vocabularies.issue_vocabulary(by=world["admin"], at=NOW, based_on=foreign)
        with refused("absent"):
            tables.open_table(
                by=world["admin"],
                at=NOW,
                name="New",
                weekday=0,
                starts=time(9),
                time_zone="America/New_York",
                vocabulary=foreign,
                policy=TablePolicy(),
            )


def test_nobody_saws_off_the_branch_they_sit_on(world: World) -> None:
    from hubtable.hubs.actions import people, seating

    admin = world["admin"]
    own = {"by": admin, "at": NOW}
    with as_seat(admin):
        with refused("yourself"):
            seating.end_seat(**own, seat=admin.id, version=1)
        with refused("yourself"):
            people.end_person(**own, person=admin.person, version=1)
        with refused("yourself"):
            people.end_confidentiality(**own, person=admin.person)


def test_the_same_thing_twice_is_said(world: World) -> None:
    from hubtable.hubs.actions import agencies, people, seating

    own = {"by": world["admin"], "at": NOW}
    with as_seat(world["admin"]):
        with refused("already"):
            seating.send_delegation(**own, table=world.tables["A"], agency=world.agencies["police"])
        with refused("already"):
            seating.give_seat(
                **own,
                person=world["police"].person,
                role=Role.REPRESENTATIVE,
                delegation=world.delegations["police_A"],
            )
        with refused("already"):
            agencies.add_agency(**own, name="Brookside Police", sector="Policing")
        with refused("already"):
            people.add_person(**own, name="Peg", email="Peg.Moran@Example.org")
        agencies.add_agency(**own, name="Ridge Clinic", sector="Health")


def test_an_end_is_taken_back_the_same_day_and_no_later(world: World) -> None:
    from hubtable.hubs.actions import agencies
    from hubtable.hubs.queries.acting import my_seat

    admin, police = world["admin"], world.agencies["police"]
    with as_seat(admin):
        agencies.end_agency(by=admin, at=NOW, agency=police, version=1)
    with as_seat(world["police"], NOW):
        assert my_seat() is None
    soon, tomorrow = NOW + timedelta(hours=1), NOW + timedelta(days=1)
    with as_seat(admin, tomorrow), refused("too_late"):
        agencies.lift_end_of_agency(by=admin, at=tomorrow, agency=police, version=2)
    with as_seat(admin, soon):
        agencies.lift_end_of_agency(by=admin, at=soon, agency=police, version=2)
    with as_seat(world["police"], soon):
        assert my_seat() is not None
    with as_seat(admin, soon), refused("not_ended"):
        agencies.lift_end_of_agency(by=admin, at=soon, agency=police, version=3)


def test_an_agency_comes_back_to_a_table_it_left(world: World) -> None:
    from hubtable.hubs.actions import seating

    own = {"by": world["admin"], "at": NOW}
    with as_seat(world["admin"]):
        sent = world.delegations["police_A"]
        seating.end_delegation(**own, delegation=sent, version=1)
        back = seating.send_delegation(
            **own, table=world.tables["A"], agency=world.agencies["police"]
        )
    assert back != sent


def test_a_town_taken_off_comes_back_as_itself(world: World) -> None:
    from hubtable.hubs.actions import founding

    own = {"by": world["admin"], "at": NOW}
    with as_seat(world["admin"]):
        town = founding.add_town(**own, name="Brookside", state="MA")
        with refused("already"):
            founding.add_town(**own, name="Brookside", state="MA")
        founding.end_town(**own, town=town)
        with refused("ended"):
            founding.end_town(**own, town=town)
        assert founding.add_town(**own, name="Brookside", state="MA") == town


def test_the_lead_keeps_the_own_agency_and_no_other(world: World) -> None:
    from hubtable.hubs.actions import agencies, people

    lead = world["agency_lead"]
    hospital, police = world.agencies["hospital"], world.agencies["police"]
    with as_seat(lead):
        own = {"by": lead, "at": NOW}
        program = agencies.add_program(**own, agency=hospital, name="Night clinic")
        agencies.change_program(**own, program=program, version=1, name="Clinic", regimes=[])
        agencies.end_program(**own, program=program, version=2)
        person = people.add_person(**own, name="New Nurse", email="n@example.org", agency=hospital)
        with refused("not_your_agency"):
            people.change_person(
                **own, person=person, version=1, name="N", languages=[], agency=police
            )
        with refused("not_your_agency"):
            people.add_person(**own, name="Spy", email="s@example.org", agency=police)
        with refused("not_your_agency"):
            agencies.add_program(**own, agency=police, name="Spy")
        people.change_person(
            **own, person=person, version=1, name="N", languages=["Spanish"], agency=hospital
        )
        people.end_person(**own, person=person, version=2)


def test_a_new_table_starts_with_categories_alone_and_without_gangs(world: World) -> None:
    from hubtable.hubs.queries.tables import table
    from hubtable.hubs.queries.vocabularies import offered

    with as_seat(world["admin"]):
        card = table(world["admin"], world.tables["A"])
        words = offered(world.tables["A"])
    assert card is not None
    assert card.policy.offered_factors == ()
    assert len(words.risks) == 26
    assert not any(category.factors for category in (*words.risks, *words.protective))
    assert "Gangs" not in {category.word.code for category in words.risks}
    assert "Risk of radicalization" not in {word.code for word in words.flags}
    assert len(words.flags) == 28


def test_what_a_table_adds_is_offered_where_its_category_is(world: World) -> None:
    from dataclasses import replace

    from hubtable.hubs.actions import tables
    from hubtable.hubs.queries.tables import table
    from hubtable.hubs.queries.vocabularies import offered

    admin = world["admin"]
    with as_seat(admin):
        card = table(admin, world.tables["A"])
        assert card is not None
        policy = replace(
            card.policy,
            offered_factors=(
                "Alcohol: alcohol use by person",
                "Gangs: gang member",
                "Mental Health: Adaptability",
                "Risk of radicalization",
            ),
        )
        tables.change_policy(
            by=admin,
            at=NOW,
            table=card.id,
            version=1,
            name=card.name,
            weekday=1,
            starts=card.starts,
            time_zone=card.time_zone,
            vocabulary=card.vocabulary,
            policy=policy,
        )
        words = offered(world.tables["A"])
    factors = {f.code for category in words.risks for f in category.factors}
    assert factors == {"Alcohol: alcohol use by person"}
    strengths = {f.code for category in words.protective for f in category.factors}
    assert strengths == {"Mental Health: Adaptability"}
    assert "Risk of radicalization" in {word.code for word in words.flags}


def test_the_trail_says_what_changed_and_quotes_nobody(world: World, cluster: Cluster) -> None:
    from dataclasses import replace

    from hubtable.hubs.actions import tables
    from hubtable.hubs.queries.tables import table

    admin = world["admin"]
    with as_seat(admin):
        card = table(admin, world.tables["A"])
        assert card is not None
        tables.change_policy(
            by=admin,
            at=NOW,
            table=card.id,
            version=1,
            name="Maple Avenue 4",
            weekday=3,
            starts=card.starts,
            time_zone=card.time_zone,
            vocabulary=card.vocabulary,
            policy=replace(card.policy, note_allowed=True, retention_approved_by="Joan Ward"),
        )
    assert trail_of(cluster)[-1].detail == {
        "name": "changed",
        "weekday": "1 → 3",
        "note_allowed": "False → True",
        "retention_approved_by": "changed",
    }


def test_no_name_or_address_stands_in_the_trail(world: World, cluster: Cluster) -> None:
    from hubtable.hubs.actions import agencies, people

    own = {"by": world["admin"], "at": NOW}
    with as_seat(world["admin"]):
        agency = agencies.add_agency(**own, name="Zebrafish House", sector="Housing", can_do="Zz")
        people.add_person(**own, name="Zora Zest", email="zz@example.org", agency=agency)
    assert "z" not in str([entry.detail for entry in trail_of(cluster)[-2:]]).lower()


def test_an_edition_is_made_from_another_one(world: World) -> None:
    from hubtable.hubs.actions import vocabularies
    from hubtable.hubs.queries.vocabularies import edition_of, editions
    from hubtable.hubs.rules.vocabularies import OWN, Word

    admin = world["admin"]
    with as_seat(admin):
        first = vocabularies.issue_vocabulary(
            by=admin, at=NOW, changes=[Word("study_flag", "Flood", "Flood", OWN)]
        )
        second = vocabularies.issue_vocabulary(
            by=admin,
            at=NOW,
            based_on=first,
            changes=[Word("study_flag", "Hoarding", "", "recalled")],
        )
        made = edition_of(admin, second)
        listed = editions(admin)
    assert made is not None
    flags = {word.code for word in made.of("study_flag")}
    assert "Flood" in flags
    assert "Hoarding" not in flags
    assert [row.number for row in listed] == [3, 2, 1]
    assert [bool(row.tables) for row in listed] == [False, False, True]


def test_an_agreement_must_end_after_it_begins(world: World) -> None:
    from hubtable.hubs.actions import agencies
    from hubtable.hubs.rules.policies import AgreementKind

    with as_seat(world["admin"]), refused("order"):
        agencies.add_agreement(
            by=world["admin"],
            at=NOW,
            agency=world.agencies["police"],
            kind=AgreementKind.BUSINESS_ASSOCIATE,
            starts_at=NOW,
            ends_at=NOW,
        )


def test_an_invitation_goes_out_only_if_the_person_was_added(
    world: World, cluster: Cluster
) -> None:
    from django.core import mail

    from hubtable.accounts.actions import mailing
    from hubtable.accounts.models import Invitation
    from hubtable.hubs.actions import inviting

    mail.outbox = []
    own = {"by": world["admin"], "at": NOW}
    with as_seat(world["admin"]):
        with refused("already"):
            inviting.add_invited(**own, name="Peg", email="peg.moran@example.org")
        assert Invitation.objects.count() == 0
        person = inviting.add_invited(**own, name="Ned Low", email="Ned.Low@example.org")
        first = Invitation.objects.get().token_hash
        inviting.invite_again(**own, person=person)
    mailing._post.submit(lambda: None).result()
    assert [letter.to for letter in mail.outbox] == [["ned.low@example.org"]] * 2
    open_now = Invitation.objects.get(revoked_at=None)
    assert open_now.token_hash != first
    assert "Ned" not in mail.outbox[0].body
    assert [entry.verb for entry in trail_of(cluster)[-3:]] == [
        "member_added",
        "member_invited",
        "member_invited",
    ]


def test_the_first_answer_of_a_form_is_kept_for_its_sender(world: World) -> None:
    from hubtable.hubs.actions.receiving import earlier_answer, keep_answer

    chair, police = world["chair"], world["police"]
    form = uuid4()
    with as_seat(chair):
        assert earlier_answer(actor=chair.id, request_id=form) is None
        keep_answer(actor=chair.id, at=NOW, request_id=form, location="/hub/")
        assert earlier_answer(actor=chair.id, request_id=form) == "/hub/"
    with as_seat(police):
        assert earlier_answer(actor=chair.id, request_id=form) is None
        with refused("already"):
            keep_answer(actor=police.id, at=NOW, request_id=form, location="/x/")


def test_founding_makes_a_hub_its_administrator_can_take_over(world: World) -> None:
    from django.db import connections, transaction

    from hubtable.base.acting import acting, seat_subject
    from hubtable.hubs.actions import founding, people
    from hubtable.hubs.queries.acting import my_seat, my_seats, unsigned

    user, at = uuid4(), datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        seat = founding.found_hub(
            cursor,
            at=at,
            slug="third",
            name="Third Hub",
            time_zone="America/Chicago",
            admin_name="Tom Third",
            admin_email="Tom@Example.org",
            admin_user=user,
        )
    with acting("person", str(user), at=at):
        assert my_seats() == ()
        (mine,) = unsigned()
        people.sign_own_confidentiality(at=at, person=mine.person)
        assert [card.id for card in my_seats()] == [seat.id]
    with acting("seat", seat_subject(seat.id, user), at=at):
        assert my_seat() == seat
