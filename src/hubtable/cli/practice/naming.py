"""The names round of a practice situation: consents, tellings, answers, assignment."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from hubtable.cli.practice import texts
from hubtable.cli.practice.cast import Agency
from hubtable.cli.practice.situations import Safe, Telling
from hubtable.cli.practice.story import Act, Story
from hubtable.hubs.rules.policies import NamesRound, Regime
from hubtable.kernel.seat import Seat
from hubtable.table.actions import assigning, identifying
from hubtable.table.rules.later_words import GatheringKind, Manner
from hubtable.table.rules.words import AnswerKind, ConsentGiven
from hubtable.vault.actions.consenting import Agreed, consent, withdraw_consent

REASONS = {
    "own_observation": texts.OBSERVED,
    "hipaa_authorization": texts.AUTHORIZED,
    "hipaa_threat": texts.THREAT,
    "hipaa_treatment": texts.TREATMENT,
    "child_abuse_report": texts.REPORTED,
    "ferpa_consent": texts.AGREED,
    "ferpa_emergency": texts.EMERGENCY,
    "part2_consent": texts.AGREED,
    "part2_medical_emergency": texts.EMERGENCY,
    "victim_release": texts.RELEASED,
    "clinician_danger": texts.DANGER,
    "other": texts.OTHERWISE,
}
WITH_CONSENT = {
    Regime.PART2: "part2_consent",
    Regime.VICTIM: "victim_release",
    Regime.HIPAA: "hipaa_authorization",
    Regime.FERPA: "ferpa_consent",
}
WITHOUT = {
    Regime.HIPAA: "hipaa_threat",
    Regime.FERPA: "ferpa_emergency",
    Regime.CLINICIAN: "clinician_danger",
}
TREATING = {"Health", "Hospital", "Mental health and addictions"}
YEAR = timedelta(days=365)


def basis_of(agency: Agency, given: ConsentGiven, told: Agency, *, abuse: bool) -> str:
    """Return the legal basis (code) on which an agency tells another."""
    if given is ConsentGiven.WRITTEN:
        found = (WITH_CONSENT[one] for one in WITH_CONSENT if one in agency.regimes)
        return next(found, "own_observation")
    if abuse and told.sector == "Child welfare":
        return "child_abuse_report"
    if Regime.HIPAA in agency.regimes and told.sector in TREATING:
        return "hipaa_treatment"
    return next((WITHOUT[one] for one in agency.regimes if one in WITHOUT), "own_observation")


def agrees(story: Story) -> Act:
    """Return the act by which each person's consent is kept, naming whom they agreed to."""

    def act(by: Seat, at: datetime) -> None:
        if story.situation.consent is ConsentGiven.NONE:
            return
        for person in story.people:
            named = [a for a in story.heard.answers if person in story.persons_of(a)]
            if named:
                story.consents[person] = _consent(story, person, named, by, at)

    return act


def _consent(story: Story, person: UUID, named: Iterable[str], by: Seat, at: datetime) -> UUID:
    one = story.situation
    safe = one.safe.get(story.people.index(person), Safe("self"))
    agreed = Agreed(
        form=one.consent.value,
        recipients=[story.delegation(agency) for agency in named],
        giver=safe.consenter,
        until=at + YEAR,
        language=one.language.value if one.language else "English",
    )
    return consent(by=by, at=at, of=story.id, person=person, agreed=agreed)


def withdraws(story: Story) -> Act:
    """Return the act by which the persons' consents end."""

    def act(by: Seat, at: datetime) -> None:
        for one in story.consents.values():
            withdraw_consent(by=by, at=at, of=story.id, consent=one)

    return act


def opens(story: Story) -> Act:
    """Return the act by which the desk opens the names round."""

    def act(by: Seat, at: datetime) -> None:
        story.seen = identifying.open_round(by=by, at=at, of=story.id, seen=story.seen)

    return act


def closes(story: Story) -> Act:
    """Return the act by which the desk closes the round without an assignment."""

    def act(by: Seat, at: datetime) -> None:
        story.seen = identifying.close_round(by=by, at=at, of=story.id, seen=story.seen)

    return act


def tells(story: Story) -> Act:
    """Return the act by which each picked agency is told who each person picked for it is."""

    def act(by: Seat, at: datetime) -> None:
        for agency in story.heard.answers:
            for person in story.persons_of(agency):
                _tell(story, agency, person, by, at)

    return act


def _tell(story: Story, agency: str, person: UUID, by: Seat, at: datetime) -> None:
    one = story.situation
    told = story.heard.told.get(agency, Telling())
    basis = told.basis or basis_of(story.origin, one.consent, story.agency(agency), abuse=one.abuse)
    identifying.tell(
        by=by,
        at=at,
        of=story.id,
        person=person,
        delegation=story.delegation(agency),
        manner=told.manner or _manner(story).value,
        basis=basis,
        reason=REASONS[basis],
        consent=story.consents.get(person),
    )


def _manner(story: Story) -> Manner:
    """On screen where names are kept; else spoken, and by phone where the round is silent."""
    if story.keeps_names:
        return Manner.SCREEN
    silent = story.stage.tables[story.situation.table].policy.names_round is NamesRound.SILENT
    return Manner.PHONE if silent and story.place % 3 == 0 else Manner.SPOKEN


def answers(story: Story, agency: str, kind: AnswerKind) -> Act:
    """Return the act by which a picked agency answers, or who brought it notes what it heard."""

    def act(by: Seat, at: datetime) -> None:
        for person in story.persons_of(agency):
            identifying.answer(
                by=by,
                at=at,
                of=story.id,
                person=person,
                kind=kind,
                delegation=story.delegation(agency),
            )

    return act


def proposes(story: Story) -> Act:
    """Return the act by which the originating agency says who should lead and assist."""

    def act(by: Seat, at: datetime) -> None:
        identifying.propose(
            by=by,
            at=at,
            of=story.id,
            lead=story.delegation(story.heard.lead),
            assisting=[story.delegation(agency) for agency in story.heard.helping],
            interpreter=story.situation.language is not None,
        )

    return act


def assigns(story: Story) -> Act:
    """Return the act by which the desk records who leads and who helps."""

    def act(by: Seat, at: datetime) -> None:
        if story.heard.proposed:
            story.seen = assigning.assign_proposed(by=by, at=at, of=story.id, seen=story.seen)
            return
        story.seen = assigning.assign(
            by=by,
            at=at,
            of=story.id,
            seen=story.seen,
            lead=story.delegation(story.heard.lead),
            assisting=[story.delegation(agency) for agency in story.heard.helping],
        )

    return act


def gathers(story: Story, kind: GatheringKind) -> Act:
    """Return the act by which the small group says when and where it meets."""

    def act(by: Seat, at: datetime) -> None:
        fixed = kind is GatheringKind.AT
        assigning.gather(
            by=by,
            at=at,
            of=story.id,
            kind=kind,
            meets_at=at + timedelta(hours=3) if fixed else None,
            place=texts.PLACES[story.place % len(texts.PLACES)] if fixed else "",
            interpreter=story.situation.language is not None,
        )

    return act
