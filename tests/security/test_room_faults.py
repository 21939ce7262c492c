"""Faults planted into what guards the room's screen: each must let something through that is
otherwise refused."""

from typing import NamedTuple

import pytest

from tests.security.probes import NOTHING, Probe, Within, outcome
from tests.security.scene import REFUSED, _words
from tests.security.test_planted_faults import rewrite

SHOWN = "SELECT lock.room_now()"
WORDS = "SELECT FROM lock.room_now() r WHERE r::text ~* '{}'"
CLAIM = "SELECT * FROM lock.room_claim('ABCDEFGH', repeat('0', 64))"
OFFER = (
    "UPDATE hubs_credential SET used_at = NULL, ends_at = 'infinity',"
    " secret = lock.pairing('ABCDEFGH') WHERE id = :screen"
)
ON = "UPDATE table_meeting SET current = :presented, blank = false WHERE id = :meeting"
ELSEWHERE = "(SELECT id FROM table_meeting WHERE table_id = :table_B)"


class Fault(NamedTuple):
    """One condition taken out; what is made so that it matters; who then finds what."""

    function: str
    old: str
    new: str
    made: tuple[str, ...]
    who: str
    sql: str
    meant: str = REFUSED

    def __str__(self) -> str:
        return f"{self.function}: {self.old[:40]}"


FAULTS = (
    Fault("acting_credential", " AND m.ended_at IS NULL", "",
          ("UPDATE table_meeting SET ended_at = :at WHERE id = :meeting",), "room", SHOWN),
    Fault("acting_credential", " AND m.table_id = c.table_id", "",
          (f"UPDATE hubs_credential SET record = {ELSEWHERE} WHERE id = :screen",), "room", SHOWN),
    Fault("acting_credential", "c.used_at IS NOT NULL AND EXISTS", "EXISTS",
          ("UPDATE hubs_credential SET used_at = NULL WHERE id = :screen",), "room", SHOWN),
    Fault("room_of", " AND c.used_at IS NOT NULL", "",
          ("UPDATE hubs_credential SET used_at = NULL, secret = 'x' WHERE id = :screen",),
          "job:screens", "SELECT * FROM lock.room_of('x')", NOTHING),
    Fault("room_claim", " AND c.used_at IS NULL\n", "\n",
          (OFFER, "UPDATE hubs_credential SET used_at = :at WHERE id = :screen"),
          "job:screens", CLAIM, NOTHING),
    Fault("room_claim", " AND c.ends_at > a.at\n      AND EXISTS", " AND EXISTS",
          (OFFER, "UPDATE hubs_credential SET ends_at = :at WHERE id = :screen"),
          "job:screens", CLAIM, NOTHING),
    Fault("room_claim", " AND m.ended_at IS NULL", "",
          (OFFER, "UPDATE table_meeting SET ended_at = :at WHERE id = :meeting"),
          "job:screens", CLAIM, NOTHING),
    Fault("room_claim", "c.kind = 'room' AND c.secret", "c.secret",
          (OFFER, "UPDATE hubs_credential SET kind = 'link' WHERE id = :screen"),
          "job:screens", CLAIM, NOTHING),
    Fault("room_screens", "m.table_id = a.tbl AND ", "", (), "chair_b",
          "SELECT * FROM lock.room_screens()", NOTHING),
    Fault("room_screens", " AND c.ends_at > a.at", "",
          ("UPDATE hubs_credential SET ends_at = :at WHERE id = :screen",), "chair",
          "SELECT * FROM lock.room_screens()", NOTHING),
    Fault("room_offer", "AND (SELECT count(*) FROM lock.room_screens()) < 8", "",
          (("INSERT INTO hubs_credential SELECT (jsonb_populate_record(c, jsonb_build_object("
           "'id', gen_random_uuid(), 'secret', n))).* FROM hubs_credential c,"
           " generate_series(1, 7) n WHERE c.id = :screen"),), "chair",
          "SELECT lock.room_offer()"),
    Fault("room_words", "~* x.value", "~* 'no such word'",
          (("UPDATE table_description SET risk_factors = ARRAY['Sexual Violence']"
           " WHERE discussion_id = :presented"),), "room", WORDS.format("sexual"), NOTHING),
    Fault("room_told", "CASE WHEN lock.room_rule('common', e.language)", "CASE WHEN true",
          ("UPDATE table_description SET language = 'khmer' WHERE discussion_id = :presented",),
          "room", WORDS.format("khmer"), NOTHING),
    Fault("room_told", "AND lock.room_rule('sex', p.sex)", "",
          ("UPDATE table_describedperson SET sex = 'Canary'",), "room", WORDS.format("canary"),
          NOTHING),
    Fault("room_voices", " AND lock.room_rule('question', s.criterion)", "",
          ("UPDATE table_stance SET criterion = 'Canary'",
           ("INSERT INTO table_stance (id, discussion_id, delegation_id, kind, criterion,"
           " recorded_by_chair, by_seat, at) VALUES (gen_random_uuid(), :presented, :police_A,"
           " 'object', 'Canary', false, :seat_police, :at)")),
          "room", WORDS.format("canary"), NOTHING),
    Fault("room_on", "CASE WHEN lock.room_sees(d.id, 'described')", "CASE WHEN true",
          (("UPDATE vault_ledger SET until = :at WHERE record = :presented AND class = 'described'"
           " AND viewer <> :school_A"),), "room", WORDS.format("alcohol"), NOTHING),
    Fault("room_on", " AND lock.room_sees(d.id, 'reported')", "",
          ("UPDATE vault_ledger SET until = :at WHERE record = :presented",), "room",
          WORDS.format("D-0"), NOTHING),
    Fault("room_on", " AND d.state IN ('presented', 'accepted', 'rejected')", "",
          ("UPDATE table_meeting SET current = :visit WHERE id = :meeting",), "room",
          WORDS.format("D-0"), NOTHING),
    Fault("room_on", "CASE d.state WHEN 'presented' THEN lock.room_told(d, t.vocabulary_id) END",
          "lock.room_told(d, t.vocabulary_id)",
          ("UPDATE table_meeting SET current = :rejected WHERE id = :meeting",), "room",
          WORDS.format("alcohol"), NOTHING),
    Fault("room_sees", "WHEN 'seat' THEN a.viewers", "WHEN 'seat' THEN a.viewers || t.desk", (),
          "treatment", WORDS.format("alcohol"), NOTHING),
    Fault("room_now", " AND NOT m.blank", "",
          ("UPDATE table_meeting SET blank = true WHERE id = :meeting",), "room",
          WORDS.format("here"), NOTHING),
    Fault("room_now", "a.kind = 'room' OR m.kind <> 'convened'", "true",
          ("UPDATE table_meeting SET kind = 'convened' WHERE id = :meeting",), "treatment",
          WORDS.format("here"), NOTHING),
    Fault("room_now", " AND m.kind <> 'convened'\n", "\n",
          ("UPDATE table_meeting SET kind = 'convened' WHERE id = :meeting",), "room",
          "SELECT FROM lock.room_now() r WHERE r ->> 'code' IS NOT NULL", NOTHING),
    Fault("room_now", "AND (a.kind = 'room' OR a.role IN", "AND (true OR a.role IN", (),
          "treatment", "SELECT FROM lock.room_now() r WHERE r ->> 'code' IS NOT NULL", NOTHING),
    Fault("room_counts", " AND NOT c.quiet", "",
          ("UPDATE table_meeting SET kind = 'convened' WHERE id = :meeting",
           ("INSERT INTO table_convened (id, meeting_id, delegation_id, quiet)"
           " VALUES (gen_random_uuid(), :meeting, :treatment_A, true)"),
           "UPDATE table_attendance SET until = :at"),
          "room", "SELECT FROM lock.room_now() r WHERE (r ->> 'of')::int > 0", NOTHING),
)  # fmt: skip


@pytest.fixture
def within(within: Within) -> Within:
    """The scene with a situation on that is presented."""
    make(within, ON)
    return within


def make(within: Within, sql: str) -> None:
    """Change something past the lock, for the rest of the transaction."""
    within.past.execute(_words(sql), within.ids)


@pytest.mark.parametrize("fault", FAULTS, ids=[str(fault) for fault in FAULTS])
def test_one_condition_less(within: Within, fault: Fault) -> None:
    for statement in fault.made:
        make(within, statement)
    probe = Probe(str(fault), fault.who, fault.sql, fault.meant)
    assert outcome(within, probe) == fault.meant, "let through by the untouched lock"
    rewrite(within, fault.function, lambda text: text.replace(fault.old, fault.new))
    assert outcome(within, probe) != fault.meant


def test_the_room_is_shown_what_is_on(within: Within) -> None:
    """So that nothing found above is no proof of an empty page."""
    for who in ("room", "police"):
        assert outcome(within, Probe("", who, WORDS.format("alcohol"))) == "rows"
