"""Codes of the steps after the decision, with the plain words pages show."""

from hubtable.hubs.rules.policies import Choice


class Manner(Choice):
    """How one agency comes to know who somebody is."""

    SCREEN = "screen"
    SPOKEN = "spoken"
    PAPER = "paper"
    PHONE = "phone"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "screen": "On screen",
            "spoken": "Spoken",
            "paper": "On paper",
            "phone": "By phone",
        }


class Consenter(Choice):
    """Who may consent for a person."""

    SELF = "self"
    PARENT = "parent"
    GUARDIAN = "guardian"
    AGENCY = "agency"
    COURT = "court"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "self": "The person",
            "parent": "A parent",
            "guardian": "A guardian",
            "agency": "An agency with custody",
            "court": "The court",
        }


class Told(Choice):
    """Who may, or must not, be told that the table acts."""

    PARENT = "parent"
    OTHER_PARENT = "other_parent"
    GUARDIAN = "guardian"
    PARTNER = "partner"
    SIBLING = "sibling"
    HOUSEHOLD = "household"
    SCHOOL = "school"
    EMPLOYER = "employer"
    LANDLORD = "landlord"
    POLICE = "police"
    CHILD_WELFARE = "child_welfare"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "parent": "Parent",
            "other_parent": "The other parent",
            "guardian": "Guardian",
            "partner": "Partner",
            "sibling": "Brother or sister",
            "household": "Others in the household",
            "school": "School",
            "employer": "Employer",
            "landlord": "Landlord",
            "police": "Police",
            "child_welfare": "Child welfare agency",
        }


class GatheringKind(Choice):
    """When the small group meets before it goes."""

    RIGHT_AFTER = "right_after"
    CALL = "call"
    AT = "at"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "right_after": "Right after the meeting",
            "call": "A call within the hour",
            "at": "At a time and place",
        }


class AttemptKind(Choice):
    """How a first visit was tried."""

    DOOR = "door"
    PHONE = "phone"
    MESSAGE = "message"
    THROUGH = "through"
    PLACE = "place"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "door": "At the door",
            "phone": "By phone",
            "message": "By a message left",
            "through": "Through somebody the person trusts",
            "place": "At a place the person goes to",
        }


class ContactAnswer(Choice):
    """What came of the first visit; the last two for a place."""

    AGREED = "agreed"
    NOT_NOW = "not_now"
    DECLINED = "declined"
    VISITED = "visited"
    ACTED = "acted"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "agreed": "Agreed to be helped",
            "not_now": "Not now, come back",
            "declined": "Declined services",
            "visited": "Place visited",
            "acted": "Action taken at the place",
        }


class OfferAnswer(Choice):
    """What the originating agency answers to an offer."""

    TAKEN = "taken"
    THANKS = "thanks"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "taken": "We take it up",
            "thanks": "Thank you, not needed",
        }


class LookGround(Choice):
    """What an emergency look is for."""

    SERIOUS_HARM = "serious_harm"
    MEDICAL_EMERGENCY = "medical_emergency"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "serious_harm": "To prevent imminent serious harm",
            "medical_emergency": "Medical emergency",
        }


class LookOutcome(Choice):
    """What the review of an emergency look found."""

    RIGHT = "right"
    WRONG = "wrong"
    UNCLEAR = "unclear"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "right": "It was right to look",
            "wrong": "It should not have been",
            "unclear": "Not clear; talked over",
        }


class ExcessOutcome(Choice):
    """What came of too much having been said."""

    TALKED = "talked"
    NOTIFIED = "notified"
    NOTHING = "nothing"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "talked": "The table was reminded",
            "notified": "The person was told",
            "nothing": "Nothing further",
        }


class HoldKind(Choice):
    """Why records are held."""

    LAWSUIT = "lawsuit"
    SUBPOENA = "subpoena"
    RECORDS_REQUEST = "records_request"
    COMPLAINT = "complaint"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "lawsuit": "Lawsuit",
            "subpoena": "Subpoena",
            "records_request": "Records request",
            "complaint": "Complaint",
        }
