"""What is kept of the table: each class of sight stands in tables of its own (lock.md, 1)."""

from hubtable.table.models.described import DescribedPerson, Description, Stance
from hubtable.table.models.discussion import (
    Announcement,
    Discussion,
    Origin,
    Subject,
    Worksheet,
    Writer,
)
from hubtable.table.models.identified import Answer, Pick
from hubtable.table.models.meeting import Attendance, Meeting, Presence
from hubtable.table.models.planned import Assignment, Decline, PlanNote
from hubtable.table.models.reported import Report, Update

__all__ = [
    "Announcement",
    "Answer",
    "Assignment",
    "Attendance",
    "Decline",
    "DescribedPerson",
    "Description",
    "Discussion",
    "Meeting",
    "Origin",
    "Pick",
    "PlanNote",
    "Presence",
    "Report",
    "Stance",
    "Subject",
    "Update",
    "Worksheet",
    "Writer",
]
