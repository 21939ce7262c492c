"""Deciding that a risk is acutely elevated, in the three ways a table may have chosen."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from hubtable.hubs.rules.policies import Deciding
from hubtable.kernel.verdict import YES, Verdict, no
from hubtable.table.rules.words import Criterion, StanceKind


@dataclass(frozen=True, slots=True)
class Said:
    """One thing one agency said; the newest per agency and criterion holds."""

    delegation: UUID
    kind: StanceKind
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many agencies agree, object and abstain; who has said nothing (yet)."""

    agree: int
    object: int
    abstain: int
    waiting: int


def standing(said: Iterable[Said]) -> dict[tuple[UUID, str], StanceKind]:
    """Return the newest stance per (delegation, criterion); `said` is in order of time."""
    return {
        (one.delegation, one.criterion): one.kind
        for one in said
        if one.kind is not StanceKind.OUR_WORK
    }


def tally(
    said: Iterable[Said], present: frozenset[UUID], way: Deciding, criterion: str = ""
) -> Tally:
    """Count one question. With objections, silence is agreement (process.md, deciding)."""
    kinds = [
        kind for (who, what), kind in standing(said).items() if who in present and what == criterion
    ]
    return counted(Counter(kinds), len(present), way)


def counted(kinds: Mapping[StanceKind, int], present: int, way: Deciding) -> Tally:
    """Return the tally of one question from how many of those present said what."""
    silent = present - sum(kinds.values())
    by_silence = silent if way is Deciding.OBJECTIONS else 0
    return Tally(
        agree=kinds.get(StanceKind.AGREE, 0) + by_silence,
        object=kinds.get(StanceKind.OBJECT, 0),
        abstain=kinds.get(StanceKind.ABSTAIN, 0),
        waiting=silent - by_silence,
    )


def questions(way: Deciding) -> tuple[str, ...]:
    """Return what is asked: each criterion by its code, or one question, the empty code."""
    return tuple(c.value for c in Criterion) if way is Deciding.CRITERIA else ("",)


def may_say(kind: StanceKind, criterion: str, way: Deciding) -> Verdict:
    """Whether a stance answers a question this table asks."""
    fits = not criterion if kind is StanceKind.OUR_WORK else criterion in questions(way)
    return YES if fits else no("no_such_question", "This table does not ask that.")


def may_hear(*, described: bool) -> Verdict:
    """Whether the desk still sees what was said: when the window is over it hears no objection."""
    if described:
        return YES
    return no("closed", "The description has closed. Put the situation back and present it again.")


def may_accept(said: Iterable[Said], present: frozenset[UUID], way: Deciding) -> Verdict:
    """Whether the table may accept: somebody is present, nobody objects, all asked have spoken."""
    everything = tuple(said)
    if not present:
        return no("nobody_present", "No agency is checked in.")
    counts = [tally(everything, present, way, question) for question in questions(way)]
    if way is Deciding.OBJECTIONS:
        return _without_objection(counts[0])
    if any(count.waiting for count in counts):
        return no("waiting", "Some agencies have not voted yet.")
    if any(count.agree <= count.object for count in counts):
        return no("not_carried", "More than half of those voting must agree.")
    return YES


def _without_objection(count: Tally) -> Verdict:
    if count.object:
        return no("objection", "An agency objects. Talk it through, or reject with a reason.")
    if not count.agree:
        return no("nobody_agrees", "Every agency present abstains.")
    return YES


def may_reject(reason: str, reasons: Mapping[str, str]) -> Verdict:
    """A rejection names a reason of the table's vocabulary."""
    if reason not in reasons:
        return no("no_reason", "Choose why the situation is rejected.")
    return YES
