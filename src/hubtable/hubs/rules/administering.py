"""Who may change what of a Hub (process.md, Agreements; lock: hubs' tables)."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from hubtable.kernel.seat import AT_TABLE, OF_AGENCY, Role, Seat
from hubtable.kernel.verdict import YES, Verdict, no


def may_administer(by: Seat) -> Verdict:
    """Say whether a seat may change its Hub: only its administrator may."""
    if by.admin:
        return YES
    return no("not_admin", "Only the Hub's administrator can change this.")


def may_keep_agency(by: Seat, agency: UUID | None) -> Verdict:
    """Say whether a seat may keep an agency's people and programs: its lead, the administrator."""
    if by.admin or (by.role is Role.AGENCY_LEAD and agency is not None and by.agency == agency):
        return YES
    return no(
        "not_your_agency", "Only the agency's lead or the Hub's administrator can change this."
    )


def fits(role: Role, *, delegation: UUID | None, agency: UUID | None) -> Verdict:
    """Say whether a role goes with what it is given for: a delegation, an agency, or the Hub."""
    if role in AT_TABLE:
        return (
            YES if delegation else no("no_delegation", "This role sits at a table for an agency.")
        )
    if delegation:
        return no("not_at_table", "This role has no place at a table.")
    if role in OF_AGENCY and not agency:
        return no("no_agency", "This role belongs to an agency: choose one.")
    if agency and role not in OF_AGENCY:
        return no("not_of_agency", "This role belongs to the whole Hub, not to one agency.")
    return YES


def may_lift(ended_at: datetime, now: datetime, zone: str) -> Verdict:
    """Say whether an end may be taken back: on the day it was set, by the Hub's clock."""
    place = ZoneInfo(zone)
    if ended_at.astimezone(place).date() == now.astimezone(place).date():
        return YES
    return no("too_late", "An end can be taken back only on the day it was set.")
