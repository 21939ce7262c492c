"""The originating agency's own worksheet."""

from uuid import UUID

from hubtable.kernel.verdict import Refused
from hubtable.table.models import Description, Discussion, Worksheet
from hubtable.table.rules.screening import Screened
from hubtable.table.rules.words import DiscussionType


def screened(*, of: UUID) -> Screened:
    """Return what the worksheet and the description say so far.

    :raises Refused: when the acting seat's agency did not bring this discussion.
    """
    sheet = Worksheet.objects.filter(pk=of).first()
    discussion = Discussion.objects.filter(pk=of).first()
    description = (
        Description.objects.prefetch_related("people")
        .filter(discussion_id=of)
        .order_by("-revision")
        .first()
    )
    if sheet is None or discussion is None or description is None:
        raise Refused("not_yours", "This worksheet is not open to your seat.")
    people = tuple((p.role, p.sex, p.age_group) for p in description.people.all())
    return Screened(
        type=DiscussionType(discussion.type),
        danger_now=sheet.danger_now,
        abuse_suspected=sheet.abuse_suspected,
        criteria=frozenset(sheet.criteria),
        tried=frozenset(sheet.tried),
        consent=sheet.consent,
        regimes=frozenset(sheet.regimes),
        risk_factors=frozenset(description.risk_factors),
        interpreter=description.interpreter,
        people=people,
    )
