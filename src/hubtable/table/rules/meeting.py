"""Who may run a meeting and who may check whom in."""

from uuid import UUID

from hubtable.kernel.seat import Seat
from hubtable.kernel.verdict import YES, Verdict, no


def may_run(by: Seat) -> Verdict:
    """Chair and coordinator run the meeting of their table."""
    return YES if by.desk else no("not_the_chair", "The chair or coordinator does this.")


def may_check_in(by: Seat, delegation: UUID) -> Verdict:
    """A seat checks in its own agency; the chair any of them (process.md, Meeting)."""
    if by.delegation == delegation or by.desk:
        return YES
    return no("not_your_agency", "You can check in your own agency only.")
