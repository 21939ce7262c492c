"""Codes of the table that are not a Hub's to change, with the plain words pages show."""

from hubtable.hubs.rules.policies import Choice


class DiscussionType(Choice):
    """What a situation is about (vocabulary/discussion_types.csv, US words on pages)."""

    PERSON = "person"
    FAMILY = "family"
    DWELLING = "dwelling"
    NEIGHBORHOOD = "neighborhood"
    ENVIRONMENTAL = "environmental"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "person": "Person",
            "family": "Family",
            "dwelling": "Home or building",
            "neighborhood": "Neighborhood",
            "environmental": "Environment",
        }


PLACES = frozenset(
    {DiscussionType.DWELLING, DiscussionType.NEIGHBORHOOD, DiscussionType.ENVIRONMENTAL}
)
"""Types without a person: identity is the place (process.md, Places)."""


class Sex(Choice):
    """Sex as the Hub database counts it."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {"female": "Female", "male": "Male", "other": "Another", "unknown": "Not known"}


class PersonRole(Choice):
    """What an affected person is in the situation."""

    MAIN = "main"
    PARENT = "parent"
    CHILD = "child"
    PARTNER = "partner"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    OTHER = "other"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "main": "Main person",
            "parent": "Parent or caregiver",
            "child": "Child",
            "partner": "Partner",
            "sibling": "Brother or sister",
            "grandparent": "Grandparent",
            "other": "Another person",
        }


class AgeGroup(Choice):
    """Age groups (vocabulary/age_groups.csv); never an exact age."""

    A0 = "0-5"
    A6 = "6-11"
    A12 = "12-17"
    A18 = "18-24"
    A25 = "25-29"
    A30 = "30-39"
    A40 = "40-59"
    A60 = "60+"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {member.value: member.value.replace("-", "\N{EN DASH}") for member in cls}


class Criterion(Choice):
    """The four-part test of acutely elevated risk (vocabulary/aer_criteria.csv)."""

    INTEREST = "interest"
    PROBABILITY = "probability"
    SEVERITY = "severity"
    MULTIDISCIPLINARY = "multidisciplinary"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "interest": "There is a significant interest at stake",
            "probability": "There is a probability of harm occurring",
            "severity": "The intensity of the harm is severe",
            "multidisciplinary": "No single agency can address the risk alone",
        }


class Tried(Choice):
    """What the originating agency has tried before it comes to the table."""

    OWN_SERVICES = "own_services"
    OUTREACH = "outreach"
    REFERRED = "referred"
    OTHER_AGENCIES = "other_agencies"
    FAMILY = "family"
    EMERGENCY = "emergency"
    NOTHING_YET = "nothing_yet"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "own_services": "Offered our own services",
            "outreach": "Tried to reach the person",
            "referred": "Referred to another agency",
            "other_agencies": "Talked with another agency in our own right",
            "family": "Worked with family or other supports",
            "emergency": "Emergency response (911, crisis team)",
            "nothing_yet": "Nothing yet",
        }


class ConsentGiven(Choice):
    """Whether the person knows and agreed that the table hears of the situation."""

    NONE = "none"
    VERBAL = "verbal"
    WRITTEN = "written"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {"none": "No consent", "verbal": "Verbal consent", "written": "Written consent"}


class StanceKind(Choice):
    """What an agency says when the table decides."""

    AGREE = "agree"
    OBJECT = "object"
    ABSTAIN = "abstain"
    OUR_WORK = "our_work"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "agree": "Agrees",
            "object": "Objects",
            "abstain": "Abstains",
            "our_work": "This is our kind of work",
        }


class AnswerKind(Choice):
    """A picked agency's answer in the names round."""

    SERVING = "serving"
    COULD_HELP = "could_help"
    NOT_US = "not_us"
    LATER = "later"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "serving": "Already serving",
            "could_help": "Could help",
            "not_us": "Not us",
            "later": "Later today",
        }


class CorrectionReason(Choice):
    """Why a description was corrected."""

    MISTAKE = "mistake"
    LEARNED = "learned"
    TOO_MUCH = "too_much"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "mistake": "It was a mistake",
            "learned": "We learned more",
            "too_much": "It said too much",
        }
