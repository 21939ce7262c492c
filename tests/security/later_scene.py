"""What the attacks on the later steps find: consents, offers, pairs, holds, looks, filings."""

from datetime import datetime, timedelta
from uuid import uuid4

from hubtable.table.rules.later_words import (
    ContactAnswer,
    ExcessOutcome,
    GatheringKind,
    HoldKind,
    LookGround,
    OfferAnswer,
)
from hubtable.table.rules.words import DiscussionType
from tests import situations as s
from tests.security.scene import AT, Scene, _words
from tests.world import World, as_seat

ELSEWHERE = "Ridge Clinic, Ridgefield Hub"
HASHES = [b"one", b"two"]
YEAR = timedelta(days=365)


def later_steps(scene: Scene) -> dict[str, s.Situation]:
    """Lead situations to where the later steps are taken."""
    world = scene.world
    shielded = s.present(s.submit(s.screening(world, "treatment")))
    return {
        "round_of": _round(world),
        "visited": _visit(world),
        "put_off": _visit(world),
        "presented_of": s.present(s.submit(s.screening(world, "school"))),
        "shielded": s.open_round(s.accept(shielded)),
        "twin": s.submit(s.screening(world, "police")),
        "apart": s.submit(s.screening(world, "police")),
        "dropped": s.withdraw(s.submit(s.screening(world, "school"))),
        "old": s.conclude(_visit(world)),
        "unfiled": s.conclude(_visit(world)),
        "ripe": s.conclude(_visit(world)),
        "desks_own": s.conclude(_desks_own(world)),
        "hidden": s.submit(s.screening(world, "refuge")),
        "later": s.submit(s.screening(world, "elders")),
        "place": _place(world),
        "other_at_b": s.submit(s.screening(world, "hospital_b", chair="chair_b")),
    }


def _round(world: World) -> s.Situation:
    one = s.open_round(s.accept(s.present(s.submit(s.screening(world, "school", people=2)))))
    return s.tell(s.tell(one, "hospital"), "elders")


def _visit(world: World) -> s.Situation:
    one = s.tell(s.tell(_round(world), "hospital", person=1), "housing")
    return s.assign(one, "hospital", "housing")


def _desks_own(world: World) -> s.Situation:
    """The chair's own agency brought it."""
    one = s.open_round(s.accept(s.present(s.submit(s.screening(world, "police")))))
    return s.assign(s.tell(one, "hospital"), "hospital")


def _place(world: World) -> s.Situation:
    one = s.screening(world, "school")
    seat = one.origin
    with as_seat(seat, one.at):
        kind = DiscussionType.DWELLING
        one.id, one.people = s.worksheet(seat, one.at, kind=kind, kept=True)
    s.open_round(s.accept(s.present(s.submit(one))))
    return s.assign(s.tell(one, "hospital"), "hospital")


def complete_later(scene: Scene, made: dict[str, s.Situation]) -> None:
    """Take the later steps; their ids by name."""
    ids = scene.ids
    _consents(scene, made["round_of"])
    ids |= _offers(scene.world, made["presented_of"])
    _thanks(made["old"])
    ids |= _joining(scene, made["twin"], made["waiting"])
    ready = _joining(scene, made["twin"], made["later"], both=True)
    ids["pair_ready"] = ready["pair"]
    with as_seat(made["shielded"].origin, made["shielded"].at):
        ids["shielded_consent"] = _agree(made["shielded"], "hospital", "written", YEAR)
    apart = _joining(scene, made["apart"], made["waiting"])
    _set_apart(made["apart"], apart["pair"])
    ids |= {"pair_apart": apart["pair"], "question_apart": apart["question_school"]}
    ids |= _records(scene, made)
    ids |= _visits(scene, made["visited"], made["put_off"])
    _past(scene, made)


def _consents(scene: Scene, one: s.Situation) -> None:
    """Consents of every kind for person 1 of the names round `round_of`, and one of another."""
    world = scene.world
    forms = {
        "agreed": ("refuge", "written", YEAR),
        "spoken": ("refuge", "verbal", YEAR),
        "lapsed_consent": ("refuge", "written", timedelta(minutes=1)),
        "taken_back": ("refuge", "written", YEAR),
        "for_police": ("police", "written", YEAR),
        "for_treatment": ("treatment", "written", YEAR),
    }
    for name, (to, form, lasting) in forms.items():
        with as_seat(one.origin, one.at):
            scene.ids[name] = _agree(one, to, form, lasting)
    for name, person in (("for_person2", 1),):
        with as_seat(one.origin, one.at):
            scene.ids[name] = _agree(one, "refuge", "written", YEAR, person)
    from hubtable.table.actions.identifying import propose, tell
    from hubtable.table.actions.safeguarding import safeguard
    from hubtable.vault.actions.consenting import withdraw_consent

    with as_seat(one.origin, one.at):
        tell(by=one.origin, at=one.at, of=one.id, person=one.people[0], manner="screen",
             delegation=world.delegation("treatment"), basis="other", reason="why",
             consent=scene.ids["for_treatment"])  # type: ignore[arg-type]  # fmt: skip
        withdraw_consent(by=one.origin, at=one.at, of=one.id, consent=scene.ids["taken_back"])
        propose(by=one.origin, at=one.at, of=one.id, lead=world.delegation("hospital"),
                assisting=[world.delegation("elders")])  # fmt: skip
        safeguard(by=one.origin, at=one.at, of=one.id, person=one.people[1], consenter="parent",
                  may_tell=[], must_not=["police"])  # fmt: skip


def _agree(
    one: s.Situation, to: str, form: str, lasting: timedelta, person: int = 0, elsewhere: str = ""
) -> object:
    from hubtable.vault.actions.consenting import Agreed, consent

    agreed = Agreed(
        form=form,
        recipients=[one.world.delegation(to)],
        giver="self",
        until=one.at + lasting,
        elsewhere=elsewhere,
    )
    return consent(by=one.origin, at=one.at, of=one.id, person=one.people[person], agreed=agreed)


def _offers(world: World, one: s.Situation) -> dict[str, object]:
    from hubtable.table.actions.offering import answer_offer, offer

    with as_seat(world["police"], one.at):
        made = offer(by=world["police"], at=one.at, of=one.id, service="Meals")
        over = offer(by=world["police"], at=one.at, of=one.id, service="Rides")
    with as_seat(one.origin, one.at):
        answer_offer(by=one.origin, at=one.at, of=one.id, offer=over, said=OfferAnswer.THANKS)
    return {"offer": made, "offer_over": over}


def _thanks(one: s.Situation) -> None:
    """The table and the lead thank who brought it."""
    from hubtable.table.actions.thanking import thank

    for seat in (one.chair, one.world["hospital"]):
        with as_seat(seat, one.at):
            thank(by=seat, at=one.at, of=one.id)


def _joining(
    scene: Scene, older: s.Situation, newer: s.Situation, *, both: bool = False
) -> dict[str, object]:
    """A pair that was asked and agreed to by one of the two, or by both."""
    from hubtable.base.acting import call
    from hubtable.table.actions.joining import answer_joining, ask_joining

    chair, at = older.chair, newer.at
    with as_seat(chair, at):
        pair = ask_joining(by=chair, at=at, older=older.id, newer=newer.id)
    questions = dict(
        scene.look.past.execute(
            "SELECT delegation_id, id FROM table_asked WHERE match_id = %s", [pair]
        ).fetchall()
    )
    mine = questions[older.world.delegation("police")]
    with as_seat(older.origin, at):
        answer_joining(by=older.origin, at=at, of=older.id, question=mine, agreed=True)
    theirs = questions[newer.world.delegation("elders" if both else "school")]
    with as_seat(newer.origin, at):
        if both:
            answer_joining(by=newer.origin, at=at, of=newer.id, question=theirs, agreed=True)
        call("recognize", newer.people[0], HASHES)
    return {"pair": pair, "question_police": mine, "question_school": theirs}


def _set_apart(one: s.Situation, pair: object) -> None:
    from hubtable.table.actions.joining import set_apart

    with as_seat(one.chair, one.at):
        set_apart(by=one.chair, at=one.at, match=pair)  # type: ignore[arg-type]


def _records(scene: Scene, made: dict[str, s.Situation]) -> dict[str, object]:
    """A look, what was said too much, holds of two tables, and a record to file."""
    from hubtable.table.actions.exceeding import review_excess, too_much
    from hubtable.table.actions.holding import lift_hold, place_hold
    from hubtable.table.actions.looking import break_glass

    world, one = scene.world, made["visited"]
    at, seat, chair = one.at, world["coordinator"], world["chair"]
    with as_seat(seat, at):
        break_glass(by=seat, at=at, of=one.id, person=one.people[1], reason="threat to life",
                    ground=LookGround.SERIOUS_HARM)  # fmt: skip
    with as_seat(world["hospital"], at):
        excess = too_much(by=world["hospital"], at=at, of=one.id)
        done = too_much(by=world["hospital"], at=at, of=one.id)
    with as_seat(chair, at):
        review_excess(by=chair, at=at, excess=done, outcome=ExcessOutcome.NOTHING)
    held = {}
    for name, who, of in (
        *(("hold", "chair", "old"), ("hold_withdrawn", "chair", "withdrawn")),
        *(("hold_b", "chair_b", ""), ("hold_lifted", "chair", "unfiled")),
    ):
        table = world[who].table
        assert table is not None
        with as_seat(world[who], at):
            held[name] = place_hold(by=world[who], at=at, table=table, kind=HoldKind.LAWSUIT,
                                    reference=_reference(scene, of))  # fmt: skip
    with as_seat(chair, at):
        lift_hold(by=chair, at=at, hold=held["hold_lifted"])
    rows = scene.look.past.execute("SELECT id FROM table_look WHERE outcome = ''").fetchall()
    return {"look": rows[0][0], "excess": excess, "excess_done": done, **held}


def _reference(scene: Scene, name: str) -> str:
    if not name:
        return ""
    row = scene.look.past.execute(
        "SELECT reference FROM table_discussion WHERE id = %s", [scene.ids[name]]
    ).fetchone()
    assert row is not None
    return str(row[0])


PAST = """
    INSERT INTO table_filing (id, discussion_id, delegation_id, offered_at, filed_at)
    SELECT gen_random_uuid(), o.id, f.delegation, :at, :at FROM table_discussion o
    CROSS JOIN LATERAL lock.filers(o.id) f WHERE o.id IN (:old, :ripe);
    UPDATE table_discussion SET concluded_at = :at - interval '200 days',
    moved_at = :at - interval '200 days' WHERE id IN (:old, :unfiled, :ripe);
    UPDATE table_discussion SET presented_at = :at - interval '25 hours' WHERE id = :parting;
    INSERT INTO vault_asking (id, by_seat, at) SELECT gen_random_uuid(), :seat_police, :at
    FROM generate_series(1, 60);
    INSERT INTO hubs_seat (id, hub_id, person_id, role, delegation_id, starts_at, version)
    SELECT :seat_too, hub_id, person_id, 'chair', delegation_id, starts_at, 1 FROM hubs_seat
    WHERE id = :seat_coordinator;
    UPDATE table_plannote SET at = :at - interval '2 days' WHERE id = :entry_old;
    INSERT INTO table_intake (id, table_id, by_seat, at, body, found)
    SELECT gen_random_uuid(), :table_A, :seat_chair, :at, '', '';
    UPDATE table_meeting SET kind = 'convened', about = :at_b WHERE id = :meeting_b;
    INSERT INTO table_convened (id, meeting_id, delegation_id, quiet)
    SELECT gen_random_uuid(), :meeting_b, d, d = :hospital_B
    FROM unnest(ARRAY[:police_B, :hospital_B]::uuid[]) d;
    INSERT INTO table_call (id, table_id, by_seat, made_at, begins_at, off)
    SELECT gen_random_uuid(), :table_A, :seat_chair, :at, :at + interval '1 hour', false;
    INSERT INTO table_note (id, discussion_id, text, by_seat, at) VALUES (:presented_of,
    :presented_of, 'x', :seat_school, :at)
"""
"""What lies in the past of the attacks."""


def _past(scene: Scene, made: dict[str, s.Situation]) -> None:
    scene.ids["seat_too"] = uuid4()
    rows = scene.look.past.execute(
        "SELECT n.id FROM table_plannote n WHERE n.discussion_id = %s", [scene.ids["concluded"]]
    ).fetchall()
    scene.ids["entry_over"] = rows[0][0]
    held = "SELECT id FROM table_meeting WHERE table_id = %s AND ended_at IS NULL"
    scene.ids["meeting_b"] = scene.look.past.execute(held, [scene.ids["table_B"]]).fetchall()[0][0]
    for sql in PAST.split(";"):
        scene.look.past.execute(_words(sql), scene.ids)


def _visits(scene: Scene, one: s.Situation, later: s.Situation) -> dict[str, object]:
    """Entries of a plan, a group that meets, consents for elsewhere and a packet made on one."""
    from hubtable.table.actions.assigning import assign, gather
    from hubtable.table.actions.intervening import Entry, contact, mistaken, note

    lead, at = one.world["hospital"], AT - timedelta(minutes=30)
    made: dict[str, object] = {}
    with as_seat(lead, at):
        gather(by=lead, at=at, of=one.id, kind=GatheringKind.CALL)
        for name in ("entry", "entry_undone", "entry_old"):
            made[name] = note(by=lead, at=at, of=one.id, person=one.people[0], entry=Entry("plan"))
        mistaken(by=lead, at=at, of=one.id, entry=made["entry_undone"])  # type: ignore[arg-type]
        contact(by=lead, at=at, of=later.id, person=later.people[0], said=ContactAnswer.NOT_NOW)
    with as_seat(one.chair, at):
        assign(by=one.chair, at=at, of=later.id, seen=later.version, assisting=[], reason="left",
               lead=one.world.delegation("hospital"))  # fmt: skip
    rows = scene.look.past.execute(
        "SELECT id FROM table_plannote WHERE replaces = %s", [made["entry_undone"]]
    ).fetchall()
    return made | {"entry_mistake": rows[0][0]} | _packets(one, at)


def _packets(one: s.Situation, at: datetime) -> dict[str, object]:
    from hubtable.table.actions.sending import send_packet

    lead, packet = one.world["hospital"], uuid4()
    one.at, made = at, dict[str, object]()
    with as_seat(one.origin, at):
        for name, form, words in (
            *(("elsewhere", "written", ELSEWHERE), ("elsewhere_spoken", "verbal", ELSEWHERE)),
            ("elsewhere_other", "written", "Other Clinic, Ridgefield Hub"),
        ):
            made[name] = _agree(one, "hospital", form, YEAR, elsewhere=words)
    with as_seat(lead, at):
        send_packet(by=lead, at=at, of=one.id, hub="Ridgefield Hub", agency="Ridge Clinic",
                    consents=[made["elsewhere"]], id=packet)  # type: ignore[list-item]  # fmt: skip
    return made | {"packet": packet}
