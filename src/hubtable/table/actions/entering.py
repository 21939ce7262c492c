"""The coordinator enters for an agency what it says without names (process.md, entered for)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from psycopg.types.json import Jsonb

from hubtable.audit.actions.recording import record, recorded
from hubtable.base.acting import call
from hubtable.hubs.rules.policies import Regime
from hubtable.kernel.seat import Seat
from hubtable.table.actions.screening import Answers, Described, PersonCodes
from hubtable.table.queries.importing import regimes_at
from hubtable.table.queries.wording import unknown_codes
from hubtable.table.rules.screening import Screened, may_describe, may_submit
from hubtable.table.rules.words import PLACES, DiscussionType


@dataclass(frozen=True, slots=True)
class Told:
    """What an agency told the coordinator: its worksheet and the description, codes only."""

    type: DiscussionType
    answers: Answers
    described: Described
    people: Sequence[PersonCodes]


@recorded
def enter_for(*, by: Seat, at: datetime, delegation: UUID, told: Told) -> str:
    """Submit a situation for an agency and return its reference; the agency can then correct it.

    Never for the own agency, never for a protected program, never a name (the lock checks it).

    :raises Refused: when an answer is missing, or the seat is no coordinator's.
    """
    people = [] if told.type in PLACES else list(told.people)
    unknown = unknown_codes(by=by, codes=told.described.codes)
    may_describe(unknown, told.described.language, people).or_refuse()
    may_submit(_screened(told, people, regimes_at(delegation=delegation))).or_refuse()
    made = uuid4()
    reference = str(call("enter_for", Jsonb(_incoming(made, delegation, told, people)))[0][0])
    record("entered_for", made, delegation=delegation, seat=by.id)
    return reference


def _screened(told: Told, people: Sequence[PersonCodes], regimes: frozenset[str]) -> Screened:
    answers, described = told.answers, told.described
    return Screened(
        type=told.type,
        danger_now=answers.danger_now,
        abuse_suspected=answers.abuse_suspected,
        criteria=frozenset(answers.criteria),
        tried=frozenset(answers.tried),
        consent=answers.consent,
        regimes=regimes or frozenset({Regime.NONE.value}),
        risk_factors=frozenset(described.risk_factors),
        interpreter=described.interpreter,
        language=described.language,
        people=tuple((p.role, p.sex, p.age_group) for p in people),
        flags=frozenset(described.flags),
        protective_factors=frozenset(described.protective_factors),
        program=regimes,
    )


def _incoming(
    made: UUID, delegation: UUID, told: Told, people: Sequence[PersonCodes]
) -> dict[str, object]:
    """Return the situation as the lock takes it (lock.incoming)."""
    described = told.described
    place = [{"id": str(uuid4())}]
    persons = [
        {"id": str(uuid4()), "role": p.role, "sex": p.sex, "age": p.age_group} for p in people
    ]
    return {
        "id": str(made),
        "type": told.type.value,
        "state": "submitted",
        "number": "",
        "origin": str(delegation),
        "lead_protected": False,
        "assisting": [],
        "assisting_protected": 0,
        "description": str(uuid4()),
        "interpreter": described.interpreter,
        "language": described.language,
        "risks": list(described.risk_factors),
        "protective": list(described.protective_factors),
        "flags": list(described.flags),
        "people": persons or place,
        "updates": [],
        "overdue": False,
        "reason": "",
        "returned": False,
        "sheet": {
            "danger_now": told.answers.danger_now,
            "abuse_suspected": told.answers.abuse_suspected,
            "criteria": list(told.answers.criteria),
            "tried": list(told.answers.tried),
            "consent": told.answers.consent,
        },
    }
