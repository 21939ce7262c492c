"""What is kept of the table: each class of sight stands in tables of its own (lock.md, 1)."""

from hubtable.table.models.described import DescribedPerson, Description, Note, Stance
from hubtable.table.models.discussion import (
    Announcement,
    Discussion,
    Origin,
    Subject,
    Worksheet,
    Writer,
)
from hubtable.table.models.forgetting import Filing, Hold, Proof
from hubtable.table.models.identified import Answer, Pick, Proposal, Safeguard
from hubtable.table.models.importing import Intake
from hubtable.table.models.joining import Asked, Match
from hubtable.table.models.meeting import (
    Attendance,
    Call,
    Convened,
    Door,
    Meeting,
    Presence,
    Pulse,
)
from hubtable.table.models.offering import Offer
from hubtable.table.models.planned import Assignment, Clock, Decline, Gathering, PlanNote
from hubtable.table.models.reminding import Reminder
from hubtable.table.models.reported import Report, Update
from hubtable.table.models.reviewing import Excess, Look
from hubtable.table.models.sending import Packet
from hubtable.table.models.thanking import Thanks

__all__ = [
    "Announcement",
    "Answer",
    "Asked",
    "Assignment",
    "Attendance",
    "Call",
    "Clock",
    "Convened",
    "Decline",
    "DescribedPerson",
    "Description",
    "Discussion",
    "Door",
    "Excess",
    "Filing",
    "Gathering",
    "Hold",
    "Intake",
    "Look",
    "Match",
    "Meeting",
    "Note",
    "Offer",
    "Origin",
    "Packet",
    "Pick",
    "PlanNote",
    "Presence",
    "Proof",
    "Proposal",
    "Pulse",
    "Reminder",
    "Report",
    "Safeguard",
    "Stance",
    "Subject",
    "Thanks",
    "Update",
    "Worksheet",
    "Writer",
]
