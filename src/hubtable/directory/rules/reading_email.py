"""Mail addresses as feeds write them; an address marked as broken is not written to."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from hubtable.directory.rules.problems import Problem
from hubtable.directory.rules.spaces import one_line

ADDRESS = re.compile(
    r"(?<![\w.+%@-])[A-Za-z0-9](?:[A-Za-z0-9._%+'-]{0,62}[A-Za-z0-9_+-])?"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?![\w@-])"
)
BROKEN = re.compile(
    r"(?:does|do|will|is|did)\s*(?:not|n.t)\s*work|not working|bounced?s?\b|invalid"
    r"|no longer|defunct",
    re.IGNORECASE,
)

SPELLED = ((re.compile(r"\s*[\[({]\s*at\s*[\])}]\s*", re.I), "@"),
           (re.compile(r"\s*[\[({]\s*dot\s*[\])}]\s*", re.I), "."))  # fmt: skip
INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\x00-\x1f\x7f]")
FILLER = re.compile(r"mailto:|e-?mail|and|or|[\s,;:<>()|/.-]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EmailRead:
    """One mail address as given and as understood, its host in lower case ("" where none)."""

    given: str
    address: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def works(self) -> bool:
        """Say whether mail may be sent there, as far as the feed tells."""
        return bool(self.address) and Problem.MARKED_AS_BROKEN not in self.problems


@lru_cache(maxsize=32_768)
def read_emails(given: str) -> tuple[EmailRead, ...]:
    """Return the addresses of a cell in their order; none for an empty text."""
    text = one_line(INVISIBLE.sub(" ", given))
    if not text:
        return ()
    problems = list[Problem]()
    if "%" in text:
        text = one_line(unquote(text))
    for pattern, put in SPELLED:
        text = pattern.sub(put, text)
    found = list(dict.fromkeys(ADDRESS.findall(text)))
    if not found:
        return (EmailRead(given, problems=(Problem.NOT_UNDERSTOOD,)),)
    if BROKEN.search(text):
        problems.append(Problem.MARKED_AS_BROKEN)
    elif FILLER.sub("", ADDRESS.sub("", text)):
        problems.append(Problem.LEFT_OVER)
    if len(found) > 1:
        problems.append(Problem.SEVERAL)
    return tuple(EmailRead(given, _lower_host(each), tuple(problems)) for each in found)


def _lower_host(address: str) -> str:
    name, _, host = address.rpartition("@")
    return f"{name}@{host.lower()}"
