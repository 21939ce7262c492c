"""Why a row of a feed could not be taken in: a code, a sentence, and what helps."""

from enum import StrEnum


class Reason(StrEnum):
    """Codes of the quarantine. They are kept in reports and tables and never change meaning."""

    COLUMNS = "columns"
    CONFIDENTIAL = "confidential"
    DUPLICATE = "duplicate"
    EDITED = "edited_here"
    ELSEWHERE = "kept_elsewhere"
    EMPTY = "empty"
    MERGED = "merged_here"
    ORPHAN = "orphan"
    REPEATED = "repeated"
    UNLINKED = "unlinked"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        """Return two or three words for a list."""
        return LABELS[self]

    @property
    def sentence(self) -> str:
        """Return the sentence a steward reads."""
        return SENTENCES[self]

    @property
    def advice(self) -> str:
        """Return what can be done about it."""
        return ADVICE[self]


LABELS: dict[Reason, str] = {
    Reason.COLUMNS: "too many cells",
    Reason.CONFIDENTIAL: "confidential",
    Reason.DUPLICATE: "same id twice",
    Reason.EDITED: "changed here",
    Reason.ELSEWHERE: "kept here already",
    Reason.EMPTY: "something is missing",
    Reason.MERGED: "merged here",
    Reason.ORPHAN: "belongs to nothing",
    Reason.REPEATED: "repeated",
    Reason.UNLINKED: "says not to what it belongs",
    Reason.UNREADABLE: "not readable",
}

SENTENCES: dict[Reason, str] = {
    Reason.COLUMNS: "The row has more cells than the file has columns.",
    Reason.CONFIDENTIAL: "The feed marks this as confidential; it is not taken in.",
    Reason.DUPLICATE: "An earlier row has the same id and says something else.",
    Reason.EDITED: "This record was changed here; the feed now says something else.",
    Reason.ELSEWHERE: "A record with this id is kept here, and did not come from this feed.",
    Reason.EMPTY: "What makes this record useful is missing.",
    Reason.MERGED: "This record was merged into another here; the feed now says something else.",
    Reason.ORPHAN: "It belongs to a record that is not there.",
    Reason.REPEATED: "The same row stands in the feed more than once.",
    Reason.UNLINKED: "It does not say which record it belongs to.",
    Reason.UNREADABLE: "A value that must be understood could not be.",
}

ADVICE: dict[Reason, str] = {
    Reason.COLUMNS: "Put each value into its own field.",
    Reason.CONFIDENTIAL: "Ask the agency whether it may be listed.",
    Reason.DUPLICATE: "Give it an id of its own, or drop it.",
    Reason.EDITED: "Look at both, then take the feed's or keep ours.",
    Reason.ELSEWHERE: "Drop it, or give it an id of its own.",
    Reason.EMPTY: "Fill in the field named here.",
    Reason.MERGED: "Look whether the record that stayed lacks something, then keep it.",
    Reason.ORPHAN: "Name a record that is there, or take that one in first.",
    Reason.REPEATED: "Nothing is lost: drop it.",
    Reason.UNLINKED: "Name the record it belongs to.",
    Reason.UNREADABLE: "Write the value in the form shown.",
}

HELD: frozenset[Reason] = frozenset({Reason.EDITED, Reason.MERGED})
"""Reasons for which a row that is right waits: what stands here is somebody's work."""
