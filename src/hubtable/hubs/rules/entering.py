"""Who may enter a page. Each view names one of these (`hubs.web.gates.page_for`)."""

from collections.abc import Callable

from hubtable.kernel.seat import Role, Seat
from hubtable.kernel.verdict import YES, Verdict, no

EnteringRule = Callable[[Seat | None], Verdict]

CHOOSE = no("choose_seat", "Choose the seat you act from first.")
"""The one refusal a page answers by leading to the choice of a seat."""


def anyone_signed_in(seat: Seat | None) -> Verdict:  # noqa: ARG001
    """Let in whoever is signed in, with or without a seat."""
    return YES


def has_seat(seat: Seat | None) -> Verdict:
    """Let in whoever acts from a seat that holds."""
    return YES if seat else CHOOSE


def administers(seat: Seat | None) -> Verdict:
    """Let in the Hub's administrator."""
    if seat is None:
        return CHOOSE
    return YES if seat.admin else no("not_admin", "Only the Hub's administrator opens this page.")


def keeps_an_agency(seat: Seat | None) -> Verdict:
    """Let in the Hub's administrator, and agency leads (for their own agency)."""
    if seat is None:
        return CHOOSE
    if seat.admin or seat.role is Role.AGENCY_LEAD:
        return YES
    return no("keeps_nothing", "Only agency leads and the Hub's administrator open this page.")


def sits_at_table(seat: Seat | None) -> Verdict:
    """Let in the seats of a delegation at a table."""
    if seat is None:
        return CHOOSE
    if seat.at_table:
        return YES
    return no("not_at_table", "This page belongs to the table. Your seat is not at a table.")


def reviews(seat: Seat | None) -> Verdict:
    """Let in the seats of a delegation at a table, and privacy contacts (for their own agency)."""
    if seat is None:
        return CHOOSE
    if seat.at_table or seat.role is Role.PRIVACY_CONTACT:
        return YES
    return no("reviews_nothing", "This page belongs to the table and to privacy contacts.")


def keeps_records(seat: Seat | None) -> Verdict:
    """Let in who answers for the records: chair, coordinator, the Hub's administrator."""
    if seat is None:
        return CHOOSE
    if seat.desk or seat.admin:
        return YES
    return no(
        "keeps_no_records",
        "Only the chair, the coordinator or the Hub's administrator opens this page.",
    )


def runs_the_meeting(seat: Seat | None) -> Verdict:
    """Let in the chair and the coordinator of a table."""
    if seat is None:
        return CHOOSE
    if seat.desk:
        return YES
    return no("not_desk", "Only the chair or the coordinator of the table opens this page.")


def coordinates(seat: Seat | None) -> Verdict:
    """Let in the coordinator of a table."""
    if seat is None:
        return CHOOSE
    if seat.desk and seat.role is Role.COORDINATOR:
        return YES
    return no("not_coordinator", "Only the coordinator of the table opens this page.")


def keeps_directory(seat: Seat | None) -> Verdict:
    """Let in directory stewards."""
    if seat is None:
        return CHOOSE
    if seat.steward:
        return YES
    return no("not_steward", "Only a directory steward opens this page.")


def reads_searches(seat: Seat | None) -> Verdict:
    """Let in who may read what people looked for: stewards, coordinators, analysts."""
    if seat is None:
        return CHOOSE
    if seat.role in (Role.STEWARD, Role.COORDINATOR, Role.ANALYST):
        return YES
    return no(
        "reads_no_searches",
        "Only directory stewards, coordinators and analysts open this page.",
    )
