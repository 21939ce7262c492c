"""What is needed to decide: who was present, what they said, how this table decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from hubtable.hubs.models import Table
from hubtable.hubs.rules.policies import Deciding
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Verdict
from hubtable.table.models import Description, Presence, Stance
from hubtable.table.queries.wording import CRITERION, REASON, TableCard, texts_of, words_of
from hubtable.table.rules.deciding import Said, Tally, may_accept, questions, standing, tally
from hubtable.table.rules.words import StanceKind


def present_at(*, of: UUID) -> frozenset[UUID]:
    """Return the delegations in the room when it was presented, as far as the seat may know."""
    return frozenset(
        Presence.objects.filter(discussion_id=of).values_list("delegation_id", flat=True)
    )


def said_about(*, of: UUID) -> tuple[Said, ...]:
    """Return everything said about a discussion since it was presented, in order of time.

    What was said before it was put back on the agenda is not said of what is presented anew.
    """
    said = Stance.objects.filter(discussion_id=of, at__gte=F("discussion__presented_at"))
    rows = said.order_by("at", "pk")
    return tuple(Said(row.delegation_id, StanceKind(row.kind), row.criterion) for row in rows)


def is_described(*, of: UUID) -> bool:
    """Return whether the description is open to the acting seat."""
    return Description.objects.filter(discussion_id=of).exists()


def way_of(*, by: Seat) -> Deciding:
    """Return how the seat's table decides."""
    return Deciding(Table.objects.values_list("deciding", flat=True).get(pk=by.own_table))


def rejection_reasons(*, vocabulary: UUID) -> dict[str, str]:
    """Return code → words of the reasons for which a table with this vocabulary rejects."""
    words = words_of(vocabulary=vocabulary, kind=REASON)
    return {word.code: word.text for word in words if word.category == "rejected"}


@dataclass(frozen=True, slots=True)
class Voice:
    """What one agency says to one question; None when it has said nothing."""

    delegation: UUID
    name: str
    stance: StanceKind | None


@dataclass(frozen=True, slots=True)
class Question:
    """One question the table answers, with what each agency in the room says to it."""

    criterion: str
    words: str
    voices: tuple[Voice, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """Everything about deciding one situation, for whoever sees its description.

    `present` is complete for the desk; a member knows of its own agency only.
    """

    way: Deciding
    criteria: tuple[str, ...]
    questions: tuple[Question, ...]
    our_work: tuple[str, ...]
    ready: frozenset[UUID]
    """Agencies whose kind of work it is."""
    present: frozenset[UUID]
    may_accept: Verdict

    def own(self, delegation: UUID | None, criterion: str = "") -> StanceKind | None:
        """Return what an agency says to one question."""
        voices = (v for q in self.questions if q.criterion == criterion for v in q.voices)
        return next((v.stance for v in voices if v.delegation == delegation), None)


def decision(*, of: UUID, table: TableCard, names: Mapping[UUID, str]) -> DecisionCard:
    """Return how the table stands to a situation that is presented.

    `names` are those of the agencies at the table, by delegation.
    """
    present, said = present_at(of=of), said_about(of=of)
    here = {delegation: name for delegation, name in names.items() if delegation in present}
    willing = {one.delegation for one in said if one.kind is StanceKind.OUR_WORK}
    texts = texts_of(vocabulary=table.vocabulary, kind=CRITERION)
    return DecisionCard(
        way=table.deciding,
        criteria=tuple(texts.values()),
        questions=tuple(
            Question(
                criterion,
                texts.get(criterion, ""),
                _voices(said, here, criterion),
                tally(said, present, table.deciding, criterion),
            )
            for criterion in questions(table.deciding)
        ),
        ready=frozenset(willing),
        our_work=tuple(name for one, name in names.items() if one in willing),
        present=present,
        may_accept=may_accept(said, present, table.deciding),
    )


def _voices(said: tuple[Said, ...], names: Mapping[UUID, str], criterion: str) -> tuple[Voice, ...]:
    stands = standing(said)
    return tuple(
        Voice(delegation, name, stands.get((delegation, criterion)))
        for delegation, name in names.items()
    )
