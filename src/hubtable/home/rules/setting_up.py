"""What a Hub needs before its first meeting, in the order it is done."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetUp:
    """How much of everything there is: counts of what has not ended."""

    towns: int
    agencies: int
    without_agreement: int
    tables: int
    people: int
    not_signed: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, whether it is done, the name of the page where."""

    words: str
    done: bool
    page: str


def steps(so_far: SetUp) -> tuple[Step, ...]:
    """Return the steps of setting up a Hub (process.md, Agreements: without one nobody sees)."""
    return (
        Step("Name the towns the Hub serves", so_far.towns > 0, "hubs:towns"),
        Step("Add the agencies", so_far.agencies > 1, "hubs:agencies"),
        Step(
            "Record each agency's information sharing agreement",
            so_far.agencies > 1 and not so_far.without_agreement,
            "hubs:agencies",
        ),
        Step("Open a table and set its policy with counsel", so_far.tables > 0, "hubs:tables"),
        Step("Add people and invite them", so_far.people > 1, "hubs:people"),
        Step(
            "Have everyone sign the confidentiality agreement",
            so_far.people > 1 and not so_far.not_signed,
            "hubs:people",
        ),
    )
