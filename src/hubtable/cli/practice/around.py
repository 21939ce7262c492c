"""What stands beside the steps of a practice situation: offers, emergency looks, reviews, holds."""

from datetime import datetime
from uuid import UUID

from hubtable.cli.practice import texts
from hubtable.cli.practice.situations import Excess, Held, Looked, Offered
from hubtable.cli.practice.story import Act, Story
from hubtable.hubs.actions import posting
from hubtable.kernel.seat import Seat
from hubtable.table.actions import (
    exceeding,
    forgetting,
    holding,
    joining,
    looking,
    offering,
    reminding,
)
from hubtable.table.models import Asked, Discussion
from hubtable.table.queries.clock import reminders
from hubtable.table.queries.exceeding import on_now
from hubtable.table.queries.looking import looks as looks_of

Ids = dict[str, UUID]
"""What an act made, for the act that answers it."""


def offers(story: Story, one: Offered, made: Ids) -> Act:
    """Return the act by which an agency of the room offers a service."""

    def act(by: Seat, at: datetime) -> None:
        made["offer"] = offering.offer(by=by, at=at, of=story.id, service=one.service)

    return act


def takes_offer(story: Story, one: Offered, made: Ids) -> Act:
    """Return the act by which the offer is answered, or taken back."""

    def act(by: Seat, at: datetime) -> None:
        if one.taken_back:
            offering.withdraw_offer(by=by, at=at, of=story.id, offer=made["offer"])
        elif one.answer:
            offering.answer_offer(by=by, at=at, of=story.id, offer=made["offer"], said=one.answer)

    return act


def looks(story: Story, one: Looked) -> Act:
    """Return the act by which an agency takes an emergency look at the first person."""

    def act(by: Seat, at: datetime) -> None:
        looking.break_glass(
            by=by, at=at, of=story.id, person=story.people[0], reason=texts.LOOK, ground=one.ground
        )

    return act


def closes_look(story: Story) -> Act:
    """Return the act by which the desk ends the look."""
    return lambda by, at: looking.close_glass(by=by, at=at, of=story.id)


def reviews_look(story: Story, one: Looked) -> Act:
    """Return the act by which the desk says what the look was."""

    def act(by: Seat, at: datetime) -> None:
        if one.outcome:
            (look,) = [row.id for row in looks_of(at=at, of=story.id).rows if not row.outcome]
            looking.review_look(by=by, at=at, look=look, of=story.id, outcome=one.outcome)

    return act


def exceeds(story: Story, made: Ids) -> Act:
    """Return the act by which somebody says that too much was said."""

    def act(by: Seat, at: datetime) -> None:
        made["excess"] = exceeding.too_much(by=by, at=at, of=story.id)

    return act


def shows_again(by: Seat, at: datetime) -> None:
    """Let the room's screen show something again."""
    now = on_now(by=by)
    if now:
        exceeding.show_again(by=by, at=at, seen=now.version)


def reviews_excess(one: Excess, made: Ids) -> Act:
    """Return the act by which it is said what came of it."""

    def act(by: Seat, at: datetime) -> None:
        if one.outcome:
            exceeding.review_excess(by=by, at=at, excess=made["excess"], outcome=one.outcome)

    return act


def holds(story: Story, one: Held, made: Ids) -> Act:
    """Return the act by which the desk keeps it from being forgotten."""

    def act(by: Seat, at: datetime) -> None:
        reference = Discussion.objects.values_list("reference", flat=True).get(pk=story.id)
        made["hold"] = holding.place_hold(
            by=by, at=at, table=by.own_table, kind=one.kind, reference=reference
        )

    return act


def lifts(made: Ids) -> Act:
    """Return the act by which the desk ends the hold."""
    return lambda by, at: holding.lift_hold(by=by, at=at, hold=made["hold"])


def files(story: Story) -> Act:
    """Return the act by which an agency takes its record of disclosures into its own file."""
    return lambda by, at: forgetting.file_disclosures(by=by, at=at, of=story.id)


def asks_joining(first: Story, second: Story, made: Ids) -> Act:
    """Return the act by which the desk asks both agencies whether theirs may be one."""

    def act(by: Seat, at: datetime) -> None:
        made["match"] = joining.ask_joining(by=by, at=at, older=first.id, newer=second.id)

    return act


def answers_joining(story: Story, *, agreed: bool) -> Act:
    """Return the act by which an originating agency answers for its own."""

    def act(by: Seat, at: datetime) -> None:
        question = Asked.objects.values_list("pk", flat=True).get(discussion_id=story.id)
        joining.answer_joining(by=by, at=at, of=story.id, question=question, agreed=agreed)

    return act


def joins(first: Story, made: Ids) -> Act:
    """Return the act by which the desk makes one of two."""

    def act(by: Seat, at: datetime) -> None:
        joining.join(by=by, at=at, match=made["match"])
        first.seen += 1

    return act


def sets_apart(made: Ids) -> Act:
    """Return the act by which the desk notes that the two are not one."""
    return lambda by, at: joining.set_apart(by=by, at=at, match=made["match"])


def keeps_time(at: datetime) -> None:
    """Offer filings, forget what is to be forgotten, delete names whose time is over."""
    forgetting.offer_filing(at=at)
    for due in forgetting.forgettable():
        forgetting.forget(at=at, of=due.id, seen=due.version)
    for person in forgetting.expired_names():
        forgetting.delete_name(at=at, person=person)


def reminds(at: datetime) -> None:
    """Remind of first visits that are due, and mark what is overdue."""
    for one in reminders(at=at):
        reminding.remind(at=at, of=one.of, kind=one.kind, accepted_at=one.accepted_at)


def posts(at: datetime) -> None:
    """Note as sent the mails that wait: nobody reads those of a made-up past."""
    while mail := posting.claim(at=at):
        posting.note(at=at, mail=mail, trouble=None)
