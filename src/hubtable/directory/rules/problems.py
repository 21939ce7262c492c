"""What can be odd about a value of a feed: one code each, and a sentence for it.

A reading names what it noticed. Some problems come with an understood value (it was read, and how
is said), others without one (`text` of a reading is then empty). Codes are kept in reports and
tables and never change their meaning.
"""

from enum import StrEnum


class Problem(StrEnum):
    """A code for what was noticed; `sentence` says it in words."""

    AMBIGUOUS = "ambiguous"
    COARSE = "coarse"
    CONTROL_CHARACTERS = "control_characters"
    DECIMAL_COMMA = "decimal_comma"
    ENCODING = "encoding"
    ENTITIES = "entities"
    ENTITIES_TWICE = "entities_twice"
    FAR_FROM_ZIP = "far_from_zip"
    IN_METERS = "in_meters"
    LEADING_ZERO = "leading_zero"
    LEFT_OVER = "left_over"
    LITERAL_ESCAPES = "literal_escapes"
    LONG_EXTENSION = "long_extension"
    MARKED_AS_BROKEN = "marked_as_broken"
    MOJIBAKE = "mojibake"
    NOT_A_NUMBER = "not_a_number"
    NOT_ASSIGNED = "not_assigned"
    NO_AREA_CODE = "no_area_code"
    NO_DAYS = "no_days"
    NO_HOURS = "no_hours"
    NO_NUMBER = "no_number"
    NO_SCHEME = "no_scheme"
    NO_TIMES = "no_times"
    NOT_UNDERSTOOD = "not_understood"
    OTHER_STATE = "other_state"
    OUT_OF_RANGE = "out_of_range"
    OUTSIDE = "outside"
    PARTLY_UNDERSTOOD = "partly_understood"
    REVERSED = "reversed"
    SEVERAL = "several"
    STRAY_CHARACTERS = "stray_characters"
    SWAPPED = "swapped"
    TAGS = "tags"
    UNKNOWN = "unknown"
    VARIES = "varies"
    WRONG_LENGTH = "wrong_length"
    ZERO = "zero"

    @property
    def sentence(self) -> str:
        """Return the sentence a steward reads."""
        return SENTENCES[self]


SENTENCES: dict[Problem, str] = {
    Problem.AMBIGUOUS: "The text can mean more than one thing; the usual meaning was taken.",
    Problem.COARSE: "The point is given so roughly that it only says which town or ZIP code.",
    Problem.CONTROL_CHARACTERS: "Invisible control characters were left out.",
    Problem.DECIMAL_COMMA: "A comma was read as a decimal point.",
    Problem.ENCODING: "The file is not UTF-8; it was read in another encoding.",
    Problem.ENTITIES: "HTML entities such as &amp; were written out.",
    Problem.ENTITIES_TWICE: "HTML entities were escaped more than once and were written out.",
    Problem.FAR_FROM_ZIP: "The point lies far from the center of its ZIP code.",
    Problem.IN_METERS: "The point was given in Web Mercator meters and was converted to degrees.",
    Problem.LEADING_ZERO: "The ZIP code had lost its leading zero.",
    Problem.LEFT_OVER: "Something stands beside the value that was not understood.",
    Problem.LITERAL_ESCAPES: "A backslash and a letter stood for a line break or a tab.",
    Problem.LONG_EXTENSION: "The extension is longer than usual or has more than one part.",
    Problem.MARKED_AS_BROKEN: "Somebody wrote beside the value that it does not work.",
    Problem.MOJIBAKE: "Letters look as if the text was once read in the wrong encoding.",
    Problem.NOT_A_NUMBER: "This is not a number.",
    Problem.NOT_ASSIGNED: "No such number is assigned to anybody by the numbering plan.",
    Problem.NO_AREA_CODE: "The phone number has no area code.",
    Problem.NO_DAYS: "Times are given without the days they hold on.",
    Problem.NO_HOURS: "The text says nothing about opening hours.",
    Problem.NO_NUMBER: "There is no phone number here.",
    Problem.NO_SCHEME: "The web address did not say http or https; https was added.",
    Problem.NOT_UNDERSTOOD: "The text was not understood; it is kept as it was given.",
    Problem.NO_TIMES: "Days are given without times.",
    Problem.OTHER_STATE: "The ZIP code belongs to another state.",
    Problem.OUT_OF_RANGE: "No such value exists.",
    Problem.OUTSIDE: "The point lies outside the region this directory covers.",
    Problem.PARTLY_UNDERSTOOD: "Only a part of the text was understood; all of it is kept.",
    Problem.REVERSED: "The smaller value stands second; nothing was put in its place.",
    Problem.SEVERAL: "One cell holds several values; each was read for itself.",
    Problem.STRAY_CHARACTERS: "Stray characters around the value were left out.",
    Problem.SWAPPED: "Latitude and longitude were exchanged.",
    Problem.TAGS: "HTML tags were left out.",
    Problem.UNKNOWN: "No list we have knows this value.",
    Problem.VARIES: "The text says that hours vary.",
    Problem.WRONG_LENGTH: "The value has too many or too few characters.",
    Problem.ZERO: "Zero stands where nothing is known.",
}
