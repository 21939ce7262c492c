"""What a line of the first page says, and the one place its button leads to."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hubtable.home.rules.urgency import Line, Waiting


@dataclass(frozen=True, slots=True)
class Words:
    """What waits, what its button says, and the page: of the one thing (`own`), or of all."""

    what: Promise
    button: Promise
    page: str
    own: bool = False
    anchor: str = ""


MEETING, SITUATION, LOOKING = "table:meeting", "table:situation", "table:looking"
WORDS = {
    Waiting.MEETING: Words(_("The meeting is on"), _("Go to the meeting"), MEETING),
    Waiting.SMALL_SESSION: Words(_("A small session is on"), _("Go to the session"), MEETING),
    Waiting.EMERGENCY_SESSION: Words(
        _("An emergency session is on"), _("Go to the session"), MEETING
    ),
    Waiting.LOOKED_AT: Words(
        _("Somebody is looking at a name now"), _("See why, close it"), LOOKING
    ),
    Waiting.OWN_LOOK: Words(
        _("Your emergency look is open"), _("Look"), "table:look_open", own=True
    ),
    Waiting.CALLED: Words(_("An emergency session is called"), _("Go to the session"), MEETING),
    Waiting.CALLED_OFF: Words(_("The emergency session is called off"), _("Look"), MEETING),
    Waiting.VISIT: Words(
        _("First visit your agency leads"), _("Open the visit"), "table:visiting", own=True
    ),
    Waiting.ANSWER: Words(_("Names round: answers your agency owes"), _("Answer"), "table:picked"),
    Waiting.ROUND: Words(
        _("Names round: choose whom to tell"), _("Choose"), "table:identifying", own=True
    ),
    Waiting.LATE: Words(_("Overdue: no first visit yet"), _("Open it"), SITUATION, own=True),
    Waiting.UNASSIGNED: Words(
        _("Accepted, nobody assigned yet"), _("Open it"), SITUATION, own=True
    ),
    Waiting.UPDATE: Words(
        _("Update due before the meeting"), _("Answer"), "table:updating", anchor="u-{of}"
    ),
    Waiting.OFFER: Words(
        _("An agency offers a service"), _("Answer"), SITUATION, own=True, anchor="offers"
    ),
    Waiting.QUESTION: Words(
        _("The chair asks: may be one person brought twice"),
        _("Answer"),
        "table:joining_answer",
        own=True,
    ),
    Waiting.LOOK_REVIEW: Words(_("Emergency looks to review"), _("Review"), LOOKING),
    Waiting.EXCESS: Words(_("Too much was said: to review"), _("Review"), "table:exceeding"),
    Waiting.FILING: Words(_("Your record of disclosures: to file"), _("File"), "table:filing"),
    Waiting.PAIRS: Words(_("Pairs that may be one person"), _("Look"), "table:joining"),
    Waiting.AGENDA: Words(_("New situations for the agenda"), _("Prepare"), MEETING),
    Waiting.PROPOSALS: Words(
        _("Answers of agencies about their entries"), _("Decide"), "directory:proposals"
    ),
    Waiting.MISTAKES: Words(_("Mistakes people reported"), _("Look"), "directory:mistakes"),
    Waiting.FEEDS: Words(_("Feeds to take in or leave"), _("Decide"), "directory:feeds"),
    Waiting.QUARANTINE: Words(
        _("Rows of feeds that could not be taken in"), _("Mend"), "directory:quarantine"
    ),
    Waiting.UNCHECKED: Words(
        _("Organizations nobody confirmed for a year"), _("Check"), "directory:due"
    ),
    Waiting.DRAFT: Words(_("Draft to finish"), _("Go on"), "table:worksheet", own=True),
    Waiting.SUBMITTED: Words(_("Submitted, not yet presented"), _("Open it"), SITUATION, own=True),
    Waiting.ENDED: Words(_("How it ended"), _("Open it"), SITUATION, own=True),
    Waiting.NO_AGREEMENT: Words(
        _("No current agreement: they see nothing"), _("Record it"), "hubs:agency", own=True
    ),
    Waiting.AGREEMENT_ENDS: Words(_("Agreement ends"), _("Renew it"), "hubs:agency", own=True),
}


def leads_to(line: Line) -> str:
    """Return the address of a line's button."""
    words = WORDS[line.kind]
    path = reverse(words.page, args=[line.of]) if words.own else reverse(words.page)
    return f"{path}#{words.anchor.format(of=line.of)}" if words.anchor else path
