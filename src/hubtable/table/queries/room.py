"""What the room's screen shows now, as the lock gives it to whoever acts: a seat or a screen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from hubtable.base.acting import call
from hubtable.hubs.rules.policies import Deciding, NamesRound
from hubtable.kernel.verdict import Refused
from hubtable.table.models import Pulse
from hubtable.table.rules.deciding import counted, questions
from hubtable.table.rules.languages import Language
from hubtable.table.rules.meeting import MeetingKind
from hubtable.table.rules.moves import State
from hubtable.table.rules.presenting import Item, Someone, Told
from hubtable.table.rules.room import Counts, OnScreen, Question, RoomNow
from hubtable.table.rules.words import AgeGroup, DiscussionType, PersonRole, Sex, StanceKind

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Screen:
    """A paired screen, and since when."""

    id: UUID
    since: datetime


def screen_of(digest: str) -> UUID | None:
    """Return the credential of a screen's hashed secret; runs as the job `screens`."""
    rows = call("room_of", digest)
    return cast(UUID, rows[0][0]) if rows else None


def screens() -> tuple[Screen, ...]:
    """Return the screens paired at the meeting that is on, for its desk."""
    return tuple(
        Screen(cast(UUID, screen), cast(datetime, since)) for screen, since in call("room_screens")
    )


def pulse_here() -> tuple[UUID, int]:
    """Return the acting party's table, and the number of its changes (queries/pulse.py).

    :raises Refused: to whoever has no table.
    """
    table = cast("UUID | None", call("acting")[0][3])
    if table is None:
        raise Refused("no_table", "There is no meeting to follow.")
    return table, Pulse.objects.values_list("number", flat=True).first() or 0


def room_now() -> RoomNow:
    """Return what the room's screen shows now.

    :raises Refused: to whoever is neither a seat of a table nor a screen that is paired.
    """
    shown: Json = json.loads(str(call("room_now")[0][0]))
    frame = RoomNow(
        hub=shown["hub"],
        practice=shown["practice"],
        number=shown["number"],
        kind=MeetingKind(shown["kind"]) if shown["kind"] else None,
        blank=shown["blank"] is True,
    )
    return _filled(frame, shown) if "here" in shown else frame


def _filled(frame: RoomNow, shown: Json) -> RoomNow:
    return RoomNow(
        hub=frame.hub,
        practice=frame.practice,
        number=frame.number,
        kind=frame.kind,
        counts=Counts(**{field.name: shown[field.name] for field in fields(Counts)}),
        code=shown["code"] or "",
        names_round=NamesRound(shown["names_round"]),
        on=_on(shown["on"]) if shown["on"] else None,
        naming_now=shown["round"],
        updating_now=shown["updating"],
    )


def _on(shown: Json) -> OnScreen:
    kind = DiscussionType(shown["type"])
    way = Deciding(shown["deciding"]) if "deciding" in shown else None
    return OnScreen(
        reference=shown["reference"],
        state=State(shown["state"]),
        type=kind,
        number=shown["number"],
        told=_told(kind, shown["told"]) if shown["told"] else None,
        deciding=way,
        questions=_questions(shown, way) if way else (),
    )


def _told(kind: DiscussionType, shown: Json) -> Told:
    return Told(
        type=kind,
        people=tuple(
            Someone(PersonRole(role), Sex(sex), AgeGroup(age)) for role, sex, age in shown["people"]
        ),
        interpreter=shown["interpreter"],
        language=Language(shown["language"]) if shown["language"] else None,
        risks=_items(shown["risks"]),
        protective=_items(shown["protective"]),
        flags=_items(shown["flags"]),
    )


def _items(pairs: list[tuple[str, str]]) -> tuple[Item, ...]:
    """Return words with their category; their codes stay in the database."""
    return tuple(Item("", text, category) for category, text in pairs)


def _questions(shown: Json, way: Deciding) -> tuple[Question, ...]:
    said: dict[str, dict[StanceKind, int]] = {}
    for criterion, kind, number in shown["said"]:
        said.setdefault(criterion, {})[StanceKind(kind)] = number
    return tuple(
        Question(criterion, counted(said.get(criterion, {}), shown["present"], way))
        for criterion in questions(way)
    )
