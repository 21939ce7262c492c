"""Steps of the Hub and its meetings: who is there, who may act, and the time that passes."""

from datetime import timedelta
from random import Random
from uuid import UUID

from hubtable.kernel.seat import Role, Seat
from tests.security.walk.model import Model
from tests.security.walk.steps import Step, nothing, pick_seat
from tests.world import AGREED_UNTIL, agree, person, sit

TABLES = "ABC"


def meeting(model: Model, random: Random) -> Step:
    """Begin a meeting, or end the one that is on."""
    from hubtable.table.actions.meeting import begin_meeting, end_meeting

    waiting = [one.table for one in model.situations.values() if one.table not in model.meetings]
    chosen = random.choice([*waiting, model.world.tables[random.choice(TABLES)]])
    by = pick_seat(model, random, lambda s: model.desk(s, chosen))
    table = by.table if by.desk and by.table else chosen
    if table not in model.meetings:

        def begin() -> object:
            return begin_meeting(by=by, at=model.now)

        def begun(made: object) -> None:
            assert isinstance(made, UUID)
            model.meetings[table], model.room[table] = made, set()
            model.versions[made] = 1

        return Step("begin a meeting", by, model.desk(by, table), begin, begun)

    def end() -> None:
        on = model.meetings[table]
        end_meeting(by=by, at=model.now, meeting=on, seen=model.versions[on])

    def ended(_: object) -> None:
        del model.meetings[table], model.room[table]

    return Step("end the meeting", by, model.desk(by, table), end, ended)


def attendance(model: Model, random: Random) -> Step:
    """Check an agency in or out; whoever is not the desk types the door's code, right or wrong."""
    from hubtable.table.actions.meeting import check_in, check_out

    table = random.choice([*model.meetings, model.world.tables["A"]])
    out = sorted(model.tables[table] - model.room.get(table, set()))
    who = random.choice(out if out and random.randrange(100) < 75 else sorted(model.tables[table]))
    by = pick_seat(
        model,
        random,
        lambda s: model.holds(s) and s.table == table and (s.delegation == who or s.desk),
    )
    allowed = (
        table in model.meetings
        and model.holds(by)
        and by.table == table
        and (by.delegation == who or by.desk)
    )
    inside = who in model.room.get(table, set())
    on = model.meetings.get(table, model.world.hub)
    right = random.choice([True, True, True, False])
    code = _code(model, on) if right else "AAAAA0"
    came = inside or by.desk or right

    def run() -> object:
        if inside:
            return check_out(by=by, at=model.now, meeting=on, delegation=who)
        return check_in(by=by, at=model.now, meeting=on, delegation=who, code=code)

    def follow(said: object) -> None:
        assert said is (None if inside else came)
        model.room[table] ^= {who} if came else set()

    return Step("check out" if inside else "check in", by, allowed, run, follow)


def _code(model: Model, meeting: UUID) -> str:
    """Return the code of a meeting's door, as it stands on the room's screen."""
    rows = model.find("SELECT code FROM table_door WHERE id = %s", meeting)
    return str(rows[0][0]) if rows else ""


def time(model: Model, random: Random) -> Step:
    """Let time pass: past an hour, the offering window, the lead's 30 days, the retention."""
    pause = random.choice(
        [
            *[timedelta(minutes=61)] * 3,
            *[timedelta(hours=23)] * 2,
            timedelta(hours=25),
            timedelta(days=29, hours=23),
            timedelta(days=31),
            timedelta(days=181),
        ]
    )

    def follow(_: object) -> None:
        model.now += pause

    return Step(f"{pause} pass", model.seats["admin"], True, lambda: None, follow)


def seat_end(model: Model, random: Random) -> Step:
    """End a seat, for good or to be lifted the same day."""
    from hubtable.hubs.actions.seating import end_seat

    admin = model.seats["admin"]
    here = [s for s in model.seats.values() if s.hub == admin.hub and not s.admin]
    gone = random.choice([s for s in here if s.id not in model.ended_seats])

    def run() -> None:
        end_seat(by=admin, at=model.now, seat=gone.id, version=1)

    def follow(_: object) -> None:
        model.ended_seats.add(gone.id)

    return Step("end a seat", admin, True, run, follow)


def agreement(model: Model, random: Random) -> Step:
    """Let an agency's agreement end, or sign a new one."""
    from hubtable.hubs.actions.agencies import end_agreement
    from hubtable.hubs.models import Agreement

    admin = model.seats["admin"]
    all_of_them = sorted({s.agency for s in model.seats.values() if _ours(model, s)})
    agency = random.choice([*all_of_them, *sorted(model.lapsed) * 6])
    lapsed = agency in model.lapsed

    def run() -> None:
        if lapsed:
            agree(admin, agency, model.now, AGREED_UNTIL)
            return
        for row in Agreement.objects.filter(agency_id=agency, ends_at__gt=model.now):
            end_agreement(by=admin, at=model.now, agreement=row.pk, version=row.version)

    def follow(_: object) -> None:
        model.lapsed ^= {agency}

    return Step("renew an agreement" if lapsed else "end an agreement", admin, True, run, follow)


def confidentiality(model: Model, random: Random) -> Step:
    """Let a person's confidentiality agreement end, or sign it again."""
    from hubtable.hubs.actions.people import end_confidentiality, record_confidentiality

    admin = model.seats["admin"]
    all_of_them = sorted({s.person for s in model.seats.values() if _ours(model, s)})
    who = random.choice([*all_of_them, *sorted(model.unsigned) * 6])
    unsigned = who in model.unsigned

    def run() -> None:
        if unsigned:
            record_confidentiality(by=admin, at=model.now, person=who, signed_at=model.now)
        else:
            end_confidentiality(by=admin, at=model.now, person=who)

    def follow(_: object) -> None:
        model.unsigned ^= {who}

    name = "sign confidentiality" if unsigned else "end confidentiality"
    return Step(name, admin, True, run, follow)


def leave(model: Model, random: Random) -> Step:
    """Take an agency off a table."""
    from hubtable.hubs.actions.seating import end_delegation

    admin = model.seats["admin"]
    table = model.world.tables[random.choice(TABLES)]
    able = sorted(model.tables[table])
    who = random.choice(able)

    def run() -> None:
        end_delegation(by=admin, at=model.now, delegation=who, version=1)

    def follow(_: object) -> None:
        model.tables[table].discard(who)
        model.room.get(table, set()).discard(who)

    return (
        Step("leave the table", admin, len(able) > 3, run, follow) if len(able) > 3 else nop(model)
    )


def join(model: Model, random: Random) -> Step:
    """Send an agency to a table it is not at, with a new seat."""
    from hubtable.hubs.actions.seating import send_delegation

    admin = model.seats["admin"]
    table = model.world.tables[random.choice(TABLES)]
    there = {model.agencies[d] for d in model.tables[table]}
    ours = {s.agency for s in model.seats.values() if _ours(model, s)}
    away = sorted(ours - there)  # type: ignore[type-var]
    if not away:
        return nop(model)
    agency = random.choice(away)
    role = random.choice([Role.REPRESENTATIVE, Role.CHAIR, Role.ALTERNATE])
    name = f"New Member {len(model.seats)}"

    def run() -> object:
        sent = send_delegation(by=admin, at=model.now, table=table, agency=agency)
        place = {"delegation": sent, "agency": agency, "table": table}
        who = person(admin, name, agency, model.now)
        return sit(admin, who, name, role, at=model.now, **place)

    def follow(seat: object) -> None:
        assert isinstance(seat, Seat)
        assert seat.delegation is not None
        model.tables[table].add(seat.delegation)
        model.agencies[seat.delegation] = agency
        model.seats[name] = seat

    return Step("join a table", admin, True, run, follow)


def nop(model: Model) -> Step:
    """Let nothing happen."""
    return Step("nothing", model.seats["admin"], True, lambda: None, nothing)


def _ours(model: Model, seat: Seat) -> bool:
    return seat.hub == model.world.hub and seat.agency is not None
