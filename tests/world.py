"""A small cast of invented people, made once by the Hub's own actions and cloned for every test.

Brookside has tables A and B (names kept until conclusion) and C (names not stored); Ridgefield is
another Hub. Every agency is of another privacy regime; one has an ended agreement, one person has
not signed, one seat has ended, one agency sits at two tables through one person with two seats.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

from hubtable.kernel.seat import Role, Seat
from hubtable.table.rules.disclosing import Seen, Sight

FOUNDED = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)
"""When everything of the cast began."""
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
"""A Tuesday, ten in the morning in Massachusetts: the hour of the meeting."""
ENDED = datetime(2026, 11, 1, tzinfo=UTC)
"""When the ended seat and the ended agreement ended."""
AGREED_UNTIL = datetime(2040, 1, 1, tzinfo=UTC)

AGENCIES = {
    "office": ("Brookside Community Office", "Municipal social services", "none", "ABC"),
    "police": ("Brookside Police", "Policing", "cori", "AB"),
    "school": ("Brookside Schools", "Education", "ferpa", "A"),
    "hospital": ("Valley Hospital", "Hospital", "hipaa", "AB"),
    "housing": ("Brookside Housing", "Housing", "none", "ABC"),
    "treatment": ("New Road Treatment", "Mental health and addictions", "part2", "A"),
    "refuge": ("Lantern Refuge", "Victim services", "victim", "A"),
    "lapsed": ("Old Mill Youth", "Youth services", "none", "A"),
    "elders": ("Brookside Elder Services", "Elder services", "none", "A"),
    "veterans": ("Brookside Veterans", "Veterans services", "none", "A"),
    "food": ("Mill Street Pantry", "Food security", "none", "A"),
    "fire": ("Brookside Fire", "Emergency services", "none", "A"),
}
"""Key → name, sector, regime, the tables it sits at."""

CAST = (
    ("admin", "Ada Brook", "", "", Role.ADMIN),
    ("chair", "Paul Reyes", "police", "A", Role.CHAIR),
    ("coordinator", "Cora Lind", "office", "A", Role.COORDINATOR),
    ("police", "Peg Moran", "police", "A", Role.REPRESENTATIVE),
    ("police_alternate", "Pia Stone", "police", "A", Role.ALTERNATE),
    ("school", "Sam Ito", "school", "A", Role.REPRESENTATIVE),
    ("school_former", "Sia Webb", "school", "A", Role.REPRESENTATIVE),
    ("hospital", "Hana Ruiz", "hospital", "A", Role.REPRESENTATIVE),
    ("housing", "Hugo Lane", "housing", "A", Role.REPRESENTATIVE),
    ("housing_unsigned", "Hope Dell", "housing", "A", Role.ALTERNATE),
    ("treatment", "Tess Roy", "treatment", "A", Role.REPRESENTATIVE),
    ("refuge", "Rita Vance", "refuge", "A", Role.REPRESENTATIVE),
    ("lapsed", "Lou Park", "lapsed", "A", Role.REPRESENTATIVE),
    ("elders", "Edna Bay", "elders", "A", Role.REPRESENTATIVE),
    ("veterans", "Vic Dunn", "veterans", "A", Role.REPRESENTATIVE),
    ("food", "Faye Ross", "food", "A", Role.REPRESENTATIVE),
    ("fire", "Finn Ward", "fire", "A", Role.REPRESENTATIVE),
    ("fire_alternate", "Flora Shea", "fire", "A", Role.ALTERNATE),
    ("agency_lead", "Helen Cho", "hospital", "", Role.AGENCY_LEAD),
    ("privacy_contact", "Hal Price", "hospital", "", Role.PRIVACY_CONTACT),
    ("analyst", "Ann Field", "", "", Role.ANALYST),
    ("leadership", "Lee Marsh", "", "", Role.LEADERSHIP),
    ("community", "Cam Ortiz", "", "", Role.COMMUNITY),
    ("steward", "Stella Moss", "", "", Role.STEWARD),
    ("steward_former", "Sten Hall", "", "", Role.STEWARD),
    ("chair_b", "Otto Bell", "office", "B", Role.CHAIR),
    ("hospital_b", "Hana Ruiz", "hospital", "B", Role.REPRESENTATIVE),
    ("police_b", "Pat Noon", "police", "B", Role.REPRESENTATIVE),
    ("housing_b", "Hal Frost", "housing", "B", Role.REPRESENTATIVE),
    ("chair_c", "Olga Reed", "office", "C", Role.CHAIR),
    ("housing_c", "Hedy Cole", "housing", "C", Role.REPRESENTATIVE),
)
"""Seat, person, agency, table, role. One name twice is one person with two seats."""

UNSIGNED = "Hope Dell"


@dataclass(frozen=True)
class World:
    """Ids and seats of the cast. `delegations` are named by agency and table: `police_A`.

    Table R, agency `clinic` and the seats `ridge_…` are of the other Hub. The credential `room` is
    no row yet: a screen is paired for a meeting (`tests.rooms`).
    """

    hub: UUID
    tables: Mapping[str, UUID]
    vocabulary: UUID
    agencies: Mapping[str, UUID]
    delegations: Mapping[str, UUID]
    agreements: Mapping[str, UUID]
    seats: Mapping[str, Seat]
    credentials: Mapping[str, UUID]
    other_hub: UUID

    def __getitem__(self, name: str) -> Seat:
        """Return a seat of the cast by its name."""
        return self.seats[name]

    def delegation(self, seat: str) -> UUID:
        """Return the delegation of a seat at a table."""
        found = self.seats[seat].delegation
        assert found is not None
        return found


@contextmanager
def as_seat(seat: Seat, at: datetime = NOW) -> Iterator[None]:
    """Act from a seat, as a request does."""
    from hubtable.base.acting import acting, seat_subject

    with acting("seat", seat_subject(seat.id, seat.user), at=at):
        yield


def token_for(seat: Seat, at: datetime = NOW) -> str:
    """Return the signed token of a seat."""
    from hubtable.base.acting import seat_subject, token

    return token("seat", seat_subject(seat.id, seat.user), at)


def seen_rows(discussion: UUID) -> frozenset[Seen]:
    """Return what the class tables return to whoever acts now.

    Parts: the person of a sealed identity or plan note, the answer of an answer; none otherwise.
    """
    from hubtable.table.models import Announcement, Answer, Description, PlanNote, Report
    from hubtable.vault.models import Sealed

    rows: dict[Sight, list[UUID | None]] = {
        Sight.ANNOUNCED: [None] * Announcement.objects.filter(pk=discussion).count(),
        Sight.DESCRIBED: [None] * Description.objects.filter(discussion_id=discussion).count(),
        Sight.REPORTED: [None] * Report.objects.filter(pk=discussion).count(),
        Sight.ANSWERED: [
            *Answer.objects.filter(discussion_id=discussion).values_list("pk", flat=True)
        ],
        Sight.IDENTIFIED: [*Sealed.objects.filter(record=discussion).values_list("pk", flat=True)],
        Sight.PLANNED: [
            *PlanNote.objects.filter(discussion_id=discussion).values_list("subject_id", flat=True)
        ],
    }
    return frozenset(Seen(sight, part) for sight, parts in rows.items() for part in parts)


def see_everything(seat: Seat, discussion: UUID, at: datetime = NOW) -> frozenset[Seen]:
    """Return what the class tables return to a seat (see `seen_rows`)."""
    with as_seat(seat, at):
        return seen_rows(discussion)


def build() -> World:
    """Make both Hubs by the Hub's own actions, in the database Django's aliases point at."""
    admin = _found("brookside", "Brookside Hub", "Ada Brook")
    with as_seat(admin, FOUNDED):
        vocabulary, tables = _tables(admin, "ABC")
        agencies, agreements = _agencies(admin)
        delegations = _delegations(admin, tables, agencies)
        seats = {"admin": admin} | _seats(admin, agencies, delegations, tables)
        credentials = _credentials(admin, tables["A"], delegations["hospital_A"])
    _end(admin, ("school_former", "steward_former"), seats, agreements["lapsed"])
    ridge, place = _other_hub()
    return World(
        hub=admin.hub,
        tables=tables | {"R": place["table"]},
        vocabulary=vocabulary,
        agencies=agencies | {"clinic": place["agency"]},
        delegations=delegations | {"clinic_R": place["delegation"]},
        agreements=agreements,
        seats=seats | ridge,
        credentials=credentials,
        other_hub=ridge["ridge_admin"].hub,
    )


def _found(slug: str, name: str, admin_name: str) -> Seat:
    from django.db import connections, transaction

    from hubtable.base.acting import acting
    from hubtable.hubs.actions import founding, people

    user = uuid4()
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        admin = founding.found_hub(
            cursor,
            at=FOUNDED,
            slug=slug,
            name=name,
            time_zone="America/New_York",
            admin_name=admin_name,
            admin_email=_address(admin_name),
            admin_user=user,
        )
    with acting("person", str(user), at=FOUNDED):
        people.sign_own_confidentiality(at=FOUNDED, person=admin.person)
    return admin


def _tables(admin: Seat, names: str) -> tuple[UUID, dict[str, UUID]]:
    from hubtable.hubs.actions import tables, vocabularies
    from hubtable.hubs.rules.policies import Keeping
    from hubtable.hubs.rules.table_policy import TablePolicy

    words = vocabularies.issue_vocabulary(by=admin, at=FOUNDED)
    opened = {
        name: tables.open_table(
            by=admin,
            at=FOUNDED,
            name=f"{admin.hub_name} table {name}",
            weekday=1,
            starts=time(10),
            time_zone="America/New_York",
            vocabulary=words,
            policy=TablePolicy(
                keeping=Keeping.NOT_STORED if name == "C" else Keeping.UNTIL_CONCLUSION,
                retention_days=180,
                retention_approved_by="Records board",
                retention_approved_on=date(2026, 8, 1),
            ),
        )
        for name in names
    }
    return words, opened


def _agencies(admin: Seat) -> tuple[dict[str, UUID], dict[str, UUID]]:
    from hubtable.hubs.actions import agencies
    from hubtable.hubs.rules.policies import Regime

    made: dict[str, UUID] = {}
    agreed: dict[str, UUID] = {}
    for key, (name, sector, regime, _) in AGENCIES.items():
        made[key] = agencies.add_agency(by=admin, at=FOUNDED, name=name, sector=sector)
        agencies.add_program(
            by=admin, at=FOUNDED, agency=made[key], name=name, regimes=[Regime(regime)]
        )
        agreed[key] = agree(admin, made[key], FOUNDED, AGREED_UNTIL)
    return made, agreed


def agree(admin: Seat, agency: UUID, since: datetime, until: datetime) -> UUID:
    """Record an information sharing agreement of an agency, by the acting administrator."""
    from hubtable.hubs.actions import agencies
    from hubtable.hubs.rules.policies import AgreementKind

    return agencies.add_agreement(
        by=admin,
        at=since,
        agency=agency,
        kind=AgreementKind.INFORMATION_SHARING,
        starts_at=since,
        ends_at=until,
    )


def _delegations(
    admin: Seat, tables: Mapping[str, UUID], agencies: Mapping[str, UUID]
) -> dict[str, UUID]:
    from hubtable.hubs.actions import seating

    return {
        f"{key}_{name}": seating.send_delegation(
            by=admin, at=FOUNDED, table=tables[name], agency=agencies[key]
        )
        for key, (_, _, _, sits_at) in AGENCIES.items()
        for name in sits_at
    }


def _seats(
    admin: Seat,
    agencies: Mapping[str, UUID],
    delegations: Mapping[str, UUID],
    tables: Mapping[str, UUID],
) -> dict[str, Seat]:
    known: dict[str, tuple[UUID, UUID]] = {}
    seats = {}
    for key, name, agency, table, role in CAST[1:]:
        if name not in known:
            known[name] = person(admin, name, agencies.get(agency))
        seats[key] = sit(
            admin,
            known[name],
            name,
            role,
            delegation=delegations.get(f"{agency}_{table}"),
            agency=agencies.get(agency),
            table=tables.get(table),
        )
    return seats


def person(
    admin: Seat, name: str, agency: UUID | None = None, at: datetime = FOUNDED
) -> tuple[UUID, UUID]:
    """Add somebody who signed (but for one), by the acting administrator; person and account."""
    from hubtable.hubs.actions import people

    user = uuid4()
    who = people.add_person(
        by=admin, at=at, name=name, email=_address(name), agency=agency, user=user
    )
    if name != UNSIGNED:
        people.record_confidentiality(by=admin, at=at, person=who, signed_at=at)
    return who, user


def sit(
    admin: Seat,
    who: tuple[UUID, UUID],
    name: str,
    role: Role,
    *,
    delegation: UUID | None = None,
    agency: UUID | None = None,
    table: UUID | None = None,
    at: datetime = FOUNDED,
) -> Seat:
    """Give somebody a seat, by the acting administrator."""
    from hubtable.hubs.actions import seating

    seat = seating.give_seat(
        by=admin,
        at=at,
        person=who[0],
        role=role,
        delegation=delegation,
        agency=None if delegation else agency,
    )
    return Seat(
        id=seat,
        role=role,
        person=who[0],
        user=who[1],
        hub=admin.hub,
        person_name=name,
        hub_name=admin.hub_name,
        agency=agency,
        delegation=delegation,
        table=table,
    )


def _credentials(admin: Seat, table: UUID, delegation: UUID) -> dict[str, UUID]:
    from hubtable.hubs.models import Credential

    where: dict[str, dict[str, UUID]] = {
        "link": {"record": uuid4()},
        "feed": {"seat_id": admin.id},
        "partner": {"delegation_id": delegation, "table_id": table},
    }
    for kind, columns in where.items():
        Credential.objects.create(
            hub_id=admin.hub,
            kind=kind,
            secret=uuid4().hex,
            starts_at=FOUNDED,
            ends_at=AGREED_UNTIL,
            **columns,
        )
    return dict(Credential.objects.values_list("kind", "pk")) | {"room": uuid4()}


def _end(admin: Seat, former: Iterable[str], seats: Mapping[str, Seat], agreement: UUID) -> None:
    from hubtable.hubs.actions import agencies, seating

    with as_seat(admin, ENDED):
        for name in former:
            seating.end_seat(by=admin, at=ENDED, seat=seats[name].id, version=1)
        agencies.end_agreement(by=admin, at=ENDED, agreement=agreement, version=1)


def _other_hub() -> tuple[dict[str, Seat], dict[str, UUID]]:
    from hubtable.hubs.actions import agencies, seating

    admin = _found("ridgefield", "Ridgefield Hub", "Rex Hill")
    with as_seat(admin, FOUNDED):
        _, tables = _tables(admin, "R")
        table = tables["R"]
        clinic = agencies.add_agency(by=admin, at=FOUNDED, name="Ridge Clinic", sector="Health")
        agree(admin, clinic, FOUNDED, AGREED_UNTIL)
        sent = seating.send_delegation(by=admin, at=FOUNDED, table=table, agency=clinic)
        place = {"delegation": sent, "agency": clinic, "table": table}
        chair = sit(admin, person(admin, "Ron Vale", clinic), "Ron Vale", Role.CHAIR, **place)
        nurse = sit(
            admin, person(admin, "Ruth Ames", clinic), "Ruth Ames", Role.REPRESENTATIVE, **place
        )
    return {"ridge_admin": admin, "ridge_chair": chair, "ridge_clinic": nurse}, place


def _address(name: str) -> str:
    return name.lower().replace(" ", ".") + "@example.org"


def later(hours: float = 0, *, minutes: float = 0, days: float = 0) -> datetime:
    """Return `NOW` plus elapsed time."""
    return NOW + timedelta(hours=hours, minutes=minutes, days=days)
