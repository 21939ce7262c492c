"""A packet from another Hub becomes a worksheet of the own: screened anew, as any other."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from hubtable.audit.actions.recording import record, recorded
from hubtable.kernel.seat import Seat
from hubtable.table.actions.screening import (
    Answers,
    Described,
    PersonCodes,
    add_person,
    begin_screening,
    keep_identity,
    save_worksheet,
)
from hubtable.table.queries.describing import one_of
from hubtable.table.queries.screening import subjects_of
from hubtable.table.queries.wording import regimes_of, table_of, unknown_codes
from hubtable.table.rules.languages import Language
from hubtable.table.rules.moves import State
from hubtable.table.rules.packet import Content, PacketPerson
from hubtable.table.rules.screening import may_keep_identity
from hubtable.table.rules.words import AgeGroup, DiscussionType, PersonRole, Sex


class Taken(NamedTuple):
    """The new worksheet; how many words the own edition does not know; whether names were kept."""

    worksheet: UUID
    left_out: int
    named: bool


@recorded
def take_packet(*, by: Seat, at: datetime, content: Content) -> Taken:
    """Begin a worksheet with the codes filled in and the names sealed, where names are kept."""
    several = len(content.people) > 1
    kind = DiscussionType.FAMILY if several else DiscussionType.PERSON
    made = begin_screening(by=by, at=at, type=kind)
    for _ in content.people[1:]:
        add_person(by=by, at=at, of=made)
    unknown = unknown_codes(by=by, codes=content.codes)
    ids = [one.id for one in subjects_of(of=made)]
    people = dict(zip(ids, content.people, strict=True))
    save_worksheet(
        by=by,
        at=at,
        of=made,
        seen=1,
        answers=Answers(regimes=[one.value for one in regimes_of(by=by)]),
        described=_described(content, unknown),
        people={one: _codes(person) for one, person in people.items()},
    )
    named = _seal(by, at, made, people)
    record("packet_taken", made, people=len(people), seat=by.id)
    return Taken(made, len(unknown), named)


def _seal(by: Seat, at: datetime, made: UUID, people: Mapping[UUID, PacketPerson]) -> bool:
    if not may_keep_identity(table_of(by=by).keeping, State.SCREENING):
        return False
    known = {one: person.identity for one, person in people.items() if person.identity}
    for one, identity in known.items():
        keep_identity(by=by, at=at, of=made, person=one, identity=identity)
    return bool(known)


def _described(content: Content, unknown: frozenset[str]) -> Described:
    language = one_of(Language, content.language)
    return Described(
        interpreter=content.interpreter,
        language=language.value if language else "",
        risk_factors=[one for one in content.risk_factors if one not in unknown],
        protective_factors=[one for one in content.protective_factors if one not in unknown],
        flags=[one for one in content.flags if one not in unknown],
    )


def _codes(person: PacketPerson) -> PersonCodes:
    role, sex = one_of(PersonRole, person.role), one_of(Sex, person.sex)
    age = one_of(AgeGroup, person.age_group)
    return PersonCodes(
        role=role.value if role else "",
        sex=sex.value if sex else "",
        age_group=age.value if age else "",
    )
