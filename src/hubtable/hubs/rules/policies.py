"""The choices a table's policy offers (process.md, The table, step by step)."""

from enum import StrEnum


class Choice(StrEnum):
    """A choice with a plain label for pages, kept in `labels()`."""

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {}

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return (value, plain words) pairs for forms and columns."""
        labels = cls.labels()
        return [(member.value, labels[member.value]) for member in cls]

    @property
    def label(self) -> str:
        """The plain words on pages."""
        return self.labels()[self.value]


class Rhythm(Choice):
    """How often a table meets."""

    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {"weekly": "Every week", "biweekly": "Every two weeks", "monthly": "Every month"}


class Deciding(Choice):
    """How the table agrees that the risk is acutely elevated."""

    OBJECTIONS = "objections"
    VOTE = "vote"
    CRITERIA = "criteria"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "objections": "The chair asks for objections",
            "vote": "Each agency votes",
            "criteria": "Each agency votes on each of the four criteria",
        }


class NamesRound(Choice):
    """How names are given to the few picked agencies."""

    SILENT = "silent"
    SMALL_ROOM = "small_room"
    WHOLE_TABLE = "whole_table"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "silent": "Silent: each picked agency on its own device",
            "small_room": "Small room: the other agencies leave",
            "whole_table": "Whole table",
        }


class Keeping(Choice):
    """Whether the Hub keeps identities, and until when."""

    NOT_STORED = "not_stored"
    UNTIL_CONTACT = "until_contact"
    UNTIL_CONCLUSION = "until_conclusion"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "not_stored": "Names are not stored here",
            "until_contact": "Names are kept, encrypted, until the first visit",
            "until_conclusion": (
                "Names are kept, encrypted, until 30 days after closing (the time to reopen)"
            ),
        }


class Regime(Choice):
    """Privacy regimes a program can be under (process.md, Protected sources)."""

    HIPAA = "hipaa"
    PART2 = "part2"
    VICTIM = "victim"
    FERPA = "ferpa"
    CLINICIAN = "clinician"
    CORI = "cori"
    NONE = "none"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "hipaa": "HIPAA (health care)",
            "part2": "42 CFR Part 2 (substance use treatment)",
            "victim": "Victim services (VAWA, FVPSA, VOCA)",
            "ferpa": "FERPA (student records)",
            "clinician": "Licensed clinician",
            "cori": "CORI holder (criminal records)",
            "none": "None",
        }


PROTECTED = frozenset({Regime.PART2, Regime.VICTIM})
"""Regimes whose programs stand as "a protected agency" and whose filter 3 is closed."""


class AgreementKind(Choice):
    """Kinds of agreements of an agency."""

    INFORMATION_SHARING = "information_sharing"
    BUSINESS_ASSOCIATE = "business_associate"
    QUALIFIED_SERVICE = "qualified_service"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "information_sharing": "Information sharing agreement",
            "business_associate": "Business associate agreement",
            "qualified_service": "Qualified service organization agreement",
        }
