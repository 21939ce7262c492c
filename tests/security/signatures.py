"""The functions of the lock as its files declare them: arguments, and whether they refuse."""

import re
from dataclasses import dataclass
from functools import cache

from hubtable.base.lock.applying import FILES

REFUSING = re.compile(
    r"IS NOT TRUE\s+THEN\s+(PERFORM lock\.refuse\(\)|RAISE insufficient_privilege)"
)


@dataclass(frozen=True)
class Signature:
    """One function: the types of its arguments, and how many guards it has."""

    kinds: tuple[str, ...]
    guards: int

    @property
    def refuses(self) -> bool:
        """Whether it has a guard."""
        return self.guards > 0


@cache
def signatures() -> dict[str, Signature]:
    """Return every function by its name."""
    found = {}
    for file in FILES:
        for part in file.read_text(encoding="utf-8").split("CREATE FUNCTION lock.")[1:]:
            name, _, rest = part.partition("(")
            arguments = [one.split(maxsplit=1)[1] for one in _split(rest.partition(")")[0])]
            found[name] = Signature(tuple(arguments), len(REFUSING.findall(part)))
    return found


def _split(arguments: str) -> list[str]:
    return [one.strip() for one in arguments.split(",") if one.strip()]
