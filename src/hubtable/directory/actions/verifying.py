"""Confirming records: a steward writes it down, or an agency is asked by mail and answers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hubtable.audit.actions.recording import record, recorded
from hubtable.directory.actions.editing import change, relist, rows
from hubtable.directory.models import Mistake, Organization, Proposal, Verification
from hubtable.directory.rules.editing import may_keep
from hubtable.directory.rules.verifying import LINK_HOLDS, YEAR
from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import Refused


@recorded
def confirm(
    *, by: Seat, at: datetime, kind: str, pk: UUID, how: str, name: str = "", title: str = ""
) -> None:
    """Write down that somebody confirmed a record. `how`: phone, visit or mail.

    :raises Refused: for whoever is no steward.
    """
    may_keep(by.steward).or_refuse()
    Verification.objects.create(
        record=pk, level=kind, verified_at=at, due_at=at + YEAR, how=how, seat=by.id, name=name,
        title=title,
    )  # fmt: skip
    rows(kind).filter(pk=pk).update(checked_on=at.date())
    record("record_confirmed", pk)
    relist(by, at, kind, pk)


@recorded
def ask(*, by: Seat, at: datetime, organization: UUID) -> None:
    """Ask an agency by mail whether its record is right. The link holds 30 days, once.

    :raises Refused: for whoever is no steward, without an address, or while a question is open.
    """
    may_keep(by.steward).or_refuse()
    found = Organization.objects.filter(pk=organization, ended_at=None).first()
    if found is None or not _is_one_address(found.email):
        raise Refused("no_address", "Give the organization an email address first.")
    asked = Proposal.objects.filter(record=organization, state__in=("waiting", "asked"))
    if asked.filter(ends_at__gt=at).exists():
        raise Refused("asked_already", "It was asked already and has not answered yet.")
    Proposal.objects.create(
        record=organization, to=found.email, made_at=at, made_by=by.id, ends_at=at + LINK_HOLDS
    )
    record("agency_asked", organization)


@recorded
def approve(*, by: Seat, at: datetime, proposal: UUID) -> None:
    """Take over what an agency proposed, where nobody changed it since, and count it as checked.

    :raises Refused: for whoever is no steward, and when it was decided already.
    :raises Stale: when a field has another value than the agency saw.
    """
    found = _decide(by, at, proposal, "approved")
    for kind, records in found.proposed.items():
        for pk, fields in records.items():
            _take_over(by, at, kind, UUID(pk), fields)
    said = {"how": "mail", "name": found.name, "title": found.title}
    confirm(by=by, at=at, kind="organization", pk=found.record, **said)
    for pk in found_services(found.record):
        confirm(by=by, at=at, kind="service", pk=pk, **said)
    record("proposal_approved", found.record)


@recorded
def reject(*, by: Seat, at: datetime, proposal: UUID) -> None:
    """Keep the record as it stands.

    :raises Refused: for whoever is no steward, and when it was decided already.
    """
    found = _decide(by, at, proposal, "rejected")
    record("proposal_rejected", found.record)


@recorded
def settle(*, by: Seat, at: datetime, mistake: UUID, how: str) -> None:
    """Say that a report of a mistake was looked into. `how`: mended or no_mistake.

    :raises Refused: for whoever is no steward, and when it was settled already.
    """
    may_keep(by.steward).or_refuse()
    done = Mistake.objects.filter(pk=mistake, settled_at=None)
    if not done.update(settled_at=at, settled_by=by.id, settled_how=how):
        raise Refused("settled_already", "Somebody has settled this already.")
    record("mistake_settled", mistake)


def found_services(organization: UUID) -> list[UUID]:
    """Return the services of an organization that are offered."""
    found = rows("service").filter(organization=organization, ended_at=None)
    return list(found.values_list("pk", flat=True))


def _decide(by: Seat, at: datetime, proposal: UUID, state: str) -> Proposal:
    may_keep(by.steward).or_refuse()
    found = Proposal.objects.filter(pk=proposal, state="answered").first()
    if found is None:
        raise Refused("decided_already", "Somebody has decided this already.")
    if state == "approved" and not Organization.objects.filter(pk=found.record, ended_at=None):
        raise Refused("not_there", "The organization is not in the directory any more.")
    Proposal.objects.filter(pk=proposal).update(state=state, decided_at=at, decided_by=by.id)
    return found


def _is_one_address(text: str) -> bool:
    """Say whether a text from a feed is one mail address: nobody else gets the link."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _take_over(
    by: Seat, at: datetime, kind: str, pk: UUID, fields: Mapping[str, list[Any]]
) -> None:
    row = rows(kind).filter(pk=pk, ended_at=None).first()
    if row is None:
        return
    if any(getattr(row, name) != before for name, (before, _) in fields.items()):
        raise Refused(
            "changed_since", "The record changed since the agency saw it. Change it by hand."
        )
    values = {name: after for name, (_, after) in fields.items()}
    change(by=by, at=at, kind=kind, pk=pk, version=row.version, values=values, how="proposal")
