"""What goes by a name in a Hub: towns, tables, agencies, programs, and the people in seats."""

from typing import Any

from hubtable.hubs.models import Agency, Hub, Person, Program, Table, Town
from hubtable.kernel.seat import Seat


def names_in(by: Seat) -> frozenset[str]:
    """Return every name the Hub goes by, as far as the seat may read it."""
    rows = Hub.objects.filter(pk=by.hub).values_list("name")
    own: tuple[Any, ...] = (Town, Table, Agency, Program, Person)
    others = (one.objects.filter(hub=by.hub).values_list("name") for one in own)
    return frozenset(name for (name,) in rows.union(*others))
