"""Every cell of `matrix.md` against the database, with real tokens through the web's own role."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from hubtable.table.rules.disclosing import Seen, Sight
from hubtable.table.rules.moves import State
from hubtable.table.rules.room import RoomNow
from tests.cluster import Cluster
from tests.security import expected, moments
from tests.world import World, as_seat, seen_rows, token_for

CLASS_OF = {
    "table_announcement": Sight.ANNOUNCED,
    "table_description": Sight.DESCRIBED,
    "table_describedperson": Sight.DESCRIBED,
    "table_stance": Sight.DESCRIBED,
    "table_answer": Sight.ANSWERED,
    "vault_sealed": Sight.IDENTIFIED,
    "table_plannote": Sight.PLANNED,
    "table_report": Sight.REPORTED,
    "table_update": Sight.REPORTED,
}
"""Tables of one class: rows are seen when the class is open, and only then."""
ORIGINATORS = ("table_origin", "table_subject", "table_worksheet", "table_writer")
TABLES = (
    *CLASS_OF,
    *ORIGINATORS,
    "table_discussion",
    "table_presence",
    "table_pick",
    "table_assignment",
    "table_decline",
    "vault_ledger",
)
"""Every table with a row about a situation."""


@dataclass(frozen=True)
class Moment:
    """A moment of the page, with what a superuser finds to be there."""

    name: str
    discussion: UUID
    people: tuple[UUID, ...]
    at: datetime
    answers: dict[UUID, UUID]
    rows: dict[str, int]

    def meant(self, relation: str, own: UUID | None) -> frozenset[Seen]:
        """Return what a relation should see, classes as the ledger has them."""
        cell = expected.table()[relation, self.name]
        return expected.seen(cell, self.people, self.answers, own)

    def in_rows(self, seen: frozenset[Seen]) -> frozenset[Seen]:
        """Return it as rows of the class tables: each answer, and names as far as there are any."""
        if not self.rows["vault_sealed"]:
            seen = frozenset(one for one in seen if one.sight is not Sight.IDENTIFIED)
        whole = Seen(Sight.ANSWERED)
        each = {Seen(Sight.ANSWERED, a) for a in self.answers} if whole in seen else set()
        return frozenset((seen - {whole}) | each)


def led(cluster: Cluster, world: World, road: str) -> Iterator[Moment]:
    """Lead a situation along a road; stop at each moment."""
    from django.db import connection

    for name, one, wait in moments.ROADS[road](world):
        with cluster.as_superuser(str(connection.settings_dict["NAME"])) as superuser:
            answers = superuser.execute("SELECT id, delegation_id FROM table_answer").fetchall()
            rows = superuser.execute(COUNTS).fetchall()
        yield Moment(
            name,
            one.id,
            one.people,
            one.at + wait,
            dict(answers),  # type: ignore[arg-type]
            dict(rows),  # type: ignore[arg-type]
        )


COUNTS = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in TABLES)


def counted() -> dict[str, int]:
    """Return how many rows of each table whoever acts now sees; tables without any left out."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(COUNTS)
        return {name: count for name, count in cursor.fetchall() if count}


def open_in_ledger(moment: Moment) -> frozenset[Seen]:
    from hubtable.vault.queries.sight import open_sights

    pairs = open_sights(of=moment.discussion, at=moment.at)
    return frozenset(Seen(Sight(kind), part) for kind, part in pairs)


@pytest.mark.parametrize("road", moments.ROADS)
def test_every_seat(cluster: Cluster, world: World, road: str) -> None:
    for moment in led(cluster, world, road):
        for name, seat in world.seats.items():
            with as_seat(seat, moment.at):
                _look(moment, name, seat.delegation)


def _look(moment: Moment, seat: str, own: UUID | None) -> None:
    """Compare what the seat that acts now sees with its cell, table by table."""
    where = (moment.name, seat)
    relation = moments.relation(seat)
    meant = moment.meant(relation, own)
    assert open_in_ledger(moment) == meant, where
    assert seen_rows(moment.discussion) == moment.in_rows(meant), where
    counts = counted()
    classes = {seen.sight for seen in meant}
    for table, sight in CLASS_OF.items():
        assert (table in counts) == (moment.rows[table] > 0 and sight in classes), (where, table)
    for table in ORIGINATORS:
        brought = relation == "originating agency"
        second = relation == "picked, told by word" and moment.name.startswith("joined")
        theirs = moment.rows[table] > 0 and (brought or second)
        assert (table in counts) == theirs, (where, table)
    assert ("table_discussion" in counts) == bool(meant), where
    if relation == expected.ELSE:
        assert counts == {}, where


SEATLESS = ("person", "room", "link", "feed", "job", "none", "forged", "expired")


@pytest.mark.parametrize("road", moments.ROADS)
def test_who_acts_without_a_seat_sees_nothing(cluster: Cluster, world: World, road: str) -> None:
    from django.db import connection, transaction

    for moment in led(cluster, world, road):
        _point_credentials(cluster, world, moment.discussion)
        for kind in SEATLESS:
            for token in _tokens(world, kind, moment.at):
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("SELECT set_config('hubtable.actor', %s, true)", [token])
                    assert counted() == {}, (moment.name, kind)


def _tokens(world: World, kind: str, at: datetime) -> list[str]:
    from hubtable.base.acting import seat_subject, token

    lead = world["hospital"]
    match kind:
        case "person":
            return [token("person", str(seat.user), at) for seat in world.seats.values()]
        case "job":
            return [token("job", task, at) for task in ("retention", "clocks", "outbox", "")]
        case "none":
            return [""]
        case "forged":
            return [token_for(lead, at)[:-1] + "x", token_for(lead, at).rsplit("|", 1)[0]]
        case "expired":
            gone = datetime.now(UTC) - timedelta(seconds=1)
            return [token("seat", seat_subject(lead.id, lead.user), at, expires=gone)]
        case _:
            return [token(kind, str(world.credentials[kind]), at)]


PAIRED = """
    INSERT INTO hubs_credential (id, hub_id, kind, table_id, record, act, secret, starts_at,
                                 ends_at, used_at)
    SELECT %(room)s, %(hub)s, 'room', m.table_id, m.id, '', 'room', m.started_at, 'infinity',
           m.started_at
    FROM table_meeting m WHERE m.ended_at IS NULL AND m.table_id IN (
        SELECT id FROM hubs_table WHERE hub_id = %(hub)s) LIMIT 1
    ON CONFLICT (id) DO UPDATE SET record = excluded.record, table_id = excluded.table_id
"""
"""A screen is paired at the meeting that is on."""


def _point_credentials(cluster: Cluster, world: World, discussion: UUID) -> None:
    """The link is for this very record, the feed is the lead's, the room shows it now."""
    from django.db import connection

    with cluster.as_superuser(str(connection.settings_dict["NAME"])) as superuser:
        superuser.execute(
            "UPDATE hubs_credential SET record = %s WHERE kind = 'link'", [discussion]
        )
        superuser.execute(
            "UPDATE hubs_credential SET seat_id = %s WHERE kind = 'feed'", [world["hospital"].id]
        )
        superuser.execute(PAIRED, {"room": world.credentials["room"], "hub": world.hub})
        superuser.execute(
            "UPDATE table_meeting SET current = %s WHERE ended_at IS NULL", [discussion]
        )


@pytest.mark.parametrize("road", moments.ROADS)
def test_the_room_is_shown_what_the_table_and_its_desk_see(
    cluster: Cluster, world: World, road: str
) -> None:
    """On the room's screen a description stands only while it is presented and open to the desk."""
    for moment in led(cluster, world, road):
        _point_credentials(cluster, world, moment.discussion)
        desk = {seen.sight for seen in moment.meant("chair", None)}
        shown = _shown("room", str(world.credentials["room"]), moment.at)
        if shown is None:
            continue  # before a meeting is on
        open_now = {Sight.DESCRIBED, Sight.REPORTED} <= desk
        on = shown.on
        assert on is None or Sight.REPORTED in desk, moment.name
        told = on is not None and on.told is not None
        assert told == (open_now and on is not None and on.state is State.PRESENTED), moment.name


@pytest.mark.parametrize("road", moments.ROADS)
def test_no_seat_is_shown_more_of_the_room_than_its_cell(
    cluster: Cluster, world: World, road: str
) -> None:
    from hubtable.base.acting import seat_subject

    for moment in led(cluster, world, road):
        _point_credentials(cluster, world, moment.discussion)
        for name, seat in world.seats.items():
            shown = _shown("seat", seat_subject(seat.id, seat.user), moment.at)
            sights = {seen.sight for seen in moment.meant(moments.relation(name), seat.delegation)}
            if shown and shown.on:
                assert Sight.REPORTED in sights, (moment.name, name)
                assert shown.on.told is None or Sight.DESCRIBED in sights, (moment.name, name)


def _shown(kind: str, subject: str, at: datetime) -> RoomNow | None:
    from hubtable.base.acting import acting
    from hubtable.kernel.verdict import Refused
    from hubtable.table.queries.room import room_now

    try:
        with acting(kind, subject, at=at):
            return room_now()
    except Refused:
        return None


@pytest.mark.parametrize("road", moments.ROADS)
def test_a_partner_program_sees_its_delegation_and_no_more(
    cluster: Cluster, world: World, road: str
) -> None:
    from hubtable.base.acting import acting

    own = world.delegation("hospital")
    for moment in led(cluster, world, road):
        meant = moment.meant("lead", own) - {Seen(Sight.REPORTED)}
        with acting("partner", str(world.credentials["partner"]), at=moment.at):
            assert open_in_ledger(moment) == meant, moment.name
            assert seen_rows(moment.discussion) == moment.in_rows(meant), moment.name


def test_the_roads_pass_every_moment_of_the_page(cluster: Cluster, world: World) -> None:
    passed = {name for road in moments.ROADS.values() for name, _, _ in road(world)}
    assert passed == expected.moments()


def test_a_made_up_situation_is_no_different_from_a_hidden_one(world: World) -> None:
    with as_seat(world["fire"]):
        assert seen_rows(uuid4()) == frozenset()
