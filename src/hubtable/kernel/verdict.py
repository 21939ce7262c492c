"""The answer of a rule: yes, or no with a code and a sentence a person understands."""

from dataclasses import dataclass


class Refused(Exception):
    """Something anticipated is not allowed; nothing was changed."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


class Stale(Refused):
    """Somebody else changed the record since it was read."""

    def __init__(self) -> None:
        super().__init__("stale", "Someone else changed this while you were working on it.")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Truthy when allowed. `code` is stable for tests and interfaces, `sentence` for people."""

    allowed: bool
    code: str = ""
    sentence: str = ""

    def __bool__(self) -> bool:
        """Return whether it is allowed."""
        return self.allowed

    def or_refuse(self) -> None:
        """Do nothing when allowed.

        :raises Refused: with the code and the sentence of this verdict.
        """
        if not self.allowed:
            raise Refused(self.code, self.sentence)


YES = Verdict(allowed=True)


def no(code: str, sentence: str) -> Verdict:
    """Return the verdict that something is not allowed."""
    return Verdict(allowed=False, code=code, sentence=sentence)
