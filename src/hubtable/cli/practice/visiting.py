"""From the plan to the end of a practice situation: visits, services, updates, closing, packets."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from hubtable.cli.practice import texts
from hubtable.cli.practice.situations import Visit
from hubtable.cli.practice.story import Act, Story
from hubtable.kernel.seat import Seat
from hubtable.table.actions import concluding, intervening, sending, updating
from hubtable.table.rules.intervening import PlaceOutcome
from hubtable.table.rules.later_words import AttemptKind, ContactAnswer
from hubtable.table.rules.words import PLACES
from hubtable.vault.actions.consenting import Agreed, consent

WAYS = tuple(AttemptKind)


class Answered(NamedTuple):
    """The two answers at one meeting; `meeting` gives its id when it was said in it."""

    still: bool
    connected: bool
    meeting: Callable[[], UUID] | None
    by_chair: bool


def plans(story: Story, agency: str) -> Act:
    """Return the act by which an assigned agency writes each person's plan."""
    text = texts.PLANS[story.place % len(texts.PLANS)]
    return _notes(story, agency, intervening.Entry("plan", text=text))


def tries(story: Story, agency: str, number: int) -> Act:
    """Return the act by which an attempt that found nobody is noted."""
    way = WAYS[(story.place + number) % len(WAYS)]
    return _notes(story, agency, intervening.Entry("attempt", code=way.value))


def serves(story: Story, agency: str, service: str, code: str) -> Act:
    """Return the act by which a service is mobilized; `code` is how far it came."""
    entry = intervening.Entry(
        "service", code=code, service=service, name=texts.SERVICES.get(service, "")
    )
    return _notes(story, agency, entry)


def ends(story: Story, agency: str, outcome: PlaceOutcome) -> Act:
    """Return the act by which it is noted what became of a place."""
    name = texts.HANDED_TO if outcome is PlaceOutcome.HANDED_OVER else ""
    return _notes(story, agency, intervening.Entry("outcome", code=outcome.value, name=name))


def _notes(story: Story, agency: str, entry: intervening.Entry) -> Act:
    def act(by: Seat, at: datetime) -> None:
        for person in _open(story, agency, at):
            intervening.note(by=by, at=at, of=story.id, person=person, entry=entry)

    return act


def _open(story: Story, agency: str, at: datetime) -> list[UUID]:
    """Return the persons an agency acts for: told of, and not declined before."""
    return [one for one in story.persons_of(agency) if story.refused.get(one, at) >= at]


def visits(story: Story, agency: str, visit: Visit) -> Act:
    """Return the act by which the lead records a visit, and what each person answered."""

    def act(by: Seat, at: datetime) -> None:
        for person in _met(story, agency, visit):
            made = intervening.contact(
                by=by, at=at, of=story.id, person=person, said=_said(story, visit)
            )
            story.contacts[person] = made
            if visit.said is ContactAnswer.DECLINED:
                story.refused[person] = at

    return act


def _met(story: Story, agency: str, visit: Visit) -> list[UUID]:
    told = story.persons_of(agency)
    chosen = {story.people[place] for place in visit.persons} or set(told)
    return [person for person in told if person in chosen]


def _said(story: Story, visit: Visit) -> ContactAnswer:
    place = story.situation.type in PLACES and visit.said is ContactAnswer.AGREED
    return ContactAnswer.VISITED if place else visit.said


def takes_back(story: Story, agency: str, visit: Visit) -> Act:
    """Return the act by which a visit recorded by mistake is taken back."""

    def act(by: Seat, at: datetime) -> None:
        for person in _met(story, agency, visit):
            intervening.mistaken(by=by, at=at, of=story.id, entry=story.contacts.pop(person))

    return act


def sends(story: Story, agency: str, hub: str) -> Act:
    """Return the act by which the lead sends a packet to another Hub, on a written consent."""

    def act(by: Seat, at: datetime) -> None:
        agreed = Agreed(
            form="written",
            recipients=[],
            giver="self",
            until=at + timedelta(days=90),
            purposes=("another_hub",),
            elsewhere=f"{agency}, {hub}",
        )
        kept = [
            consent(by=by, at=at, of=story.id, person=person, agreed=agreed)
            for person in story.people
        ]
        sending.send_packet(by=by, at=at, of=story.id, hub=hub, agency=agency, consents=kept)

    return act


def updates(story: Story, answer: Answered) -> Act:
    """Return the act by which the lead answers the two questions, or the desk for it."""

    def act(by: Seat, at: datetime) -> None:
        updating.update(
            by=by,
            at=at,
            of=story.id,
            still_at_risk=answer.still,
            connected=answer.connected,
            for_lead=answer.by_chair,
            meeting=answer.meeting() if answer.meeting else None,
        )

    return act


def concludes(story: Story) -> Act:
    """Return the act by which it is closed for its reason."""

    def act(by: Seat, at: datetime) -> None:
        story.seen = concluding.conclude(
            by=by,
            at=at,
            of=story.id,
            seen=story.seen,
            reason=story.heard.reason,
            lowered=story.heard.lowered,
            connected=story.heard.connected is not None if story.heard.lead else None,
        )

    return act


def reopens(story: Story) -> Act:
    """Return the act by which it is opened again."""

    def act(by: Seat, at: datetime) -> None:
        story.seen = concluding.reopen(
            by=by, at=at, of=story.id, seen=story.seen, reason=texts.AGAIN
        )

    return act
