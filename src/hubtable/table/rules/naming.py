"""How a person is called where no name may stand: by number and codes."""

from hubtable.table.rules.words import AgeGroup, PersonRole, Sex

PLACE = "The place"


def called(number: int, codes: tuple[str, str, str] | None) -> str:
    """Return `Person 2: child, male, 60+` from (role, sex, age group); a place has no codes."""
    if codes is None:
        return PLACE
    role, sex, age = codes
    words = [
        PersonRole.labels().get(role, ""),
        Sex.labels().get(sex, "").lower(),
        AgeGroup.labels().get(age, ""),
    ]
    said = ", ".join(one for one in words if one)
    return f"Person {number}" + (f": {said}" if said else "")
