"""The directory of both practice communities: sixty invented services at invented streets.

Organizations, streets and phones (555-01xx) are invented; only the towns and ZIP codes are real.
"""

import csv
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from importlib import resources
from itertools import groupby
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from hubtable.audit.actions.recording import record, recorded
from hubtable.cli.practice.stage import Event, Who
from hubtable.directory import models as m
from hubtable.directory.actions.answering import report
from hubtable.directory.actions.hiding import hide
from hubtable.directory.actions.listing import list_everything
from hubtable.directory.actions.verifying import ask, confirm
from hubtable.directory.actions.vocabularies import put, term_id
from hubtable.kernel.seat import Seat

STEWARD = "steward"
HIDDEN = "Safe house"
CHECKED = {"basket": 20, "cedar": 75, "canal": 40, "quill": 130, "evergreen": 410}
"""Organization → days ago that somebody confirmed it; of the others nobody knows."""
CODES = {"Spanish": "es", "Portuguese": "pt", "Haitian Creole": "ht", "English": "en",
         "Vietnamese": "vi"}  # fmt: skip
INSURANCES = ("MassHealth", "Medicare")

Row = Mapping[str, str]


def directory_events(hub: str, at: datetime) -> Iterator[Event]:
    """Yield how the directory is filled and cared for, before practice begins."""
    keeper = Who(hub, STEWARD)
    yield Event(at - timedelta(days=420), keeper, _fill)
    for key, days in CHECKED.items():
        yield Event(at - timedelta(days=days), keeper, _checking(key))
    yield Event(at - timedelta(days=2), keeper, _ask)


def _checking(key: str) -> Any:
    def check(by: Seat, at: datetime) -> None:
        found = m.Organization.objects.get(pk=_id("organization", key))
        said = {"how": "phone", "name": "Front desk"}
        confirm(by=by, at=at, kind="organization", pk=found.pk, **said)
        for pk in found.services.values_list("pk", flat=True):
            confirm(by=by, at=at, kind="service", pk=pk, **said)

    return check


def _ask(by: Seat, at: datetime) -> None:
    """One agency is asked, and somebody has found a mistake."""
    ask(by=by, at=at, organization=_id("organization", "harbor"))
    words = "The door is around the corner now, next to the library."
    report(at=at, kind="organization", record=_id("organization", "doorway"), words=words)


@recorded
def _fill(by: Seat, at: datetime) -> None:
    put(by=by, at=at, key="hub")
    for key, rows in groupby(_rows(), key=lambda row: row["key"]):
        _organization(key, list(rows), at)
    record("records_added", None)
    for place in m.Location.objects.filter(name=HIDDEN):
        hide(by=by, at=at, location=place.pk, version=place.version)
    list_everything(by=by, at=at)


def _rows() -> Iterator[Row]:
    file = resources.files("hubtable.cli.practice") / "data" / "directory.csv"
    with file.open(encoding="utf-8") as opened:
        yield from csv.DictReader(opened)


def _id(kind: str, key: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"https://example.org/practice/{kind}/{key}")


def _organization(key: str, rows: list[Row], at: datetime) -> None:
    first = rows[0]
    own = _made(m.Organization, key, at, name=first["organization"], description=first["about"],
                email=f"desk@{key}.example.org")  # fmt: skip
    _made(m.Phone, key, at, organization=own, number=first["phone"], type="voice")
    place = _place(key, first, own, at, name=f"{first['organization']}, main door")
    for number, row in enumerate(rows):
        at_place = place
        if row["service"] == HIDDEN:
            hidden = {**row, "street": "27 Whimbrel Lane", "latitude": "42.2952"}
            at_place = _place(f"{key}-hidden", hidden, own, at, name=HIDDEN)
        _service(f"{key}-{number}", row, own, at_place, at)


def _place(key: str, row: Row, own: Any, at: datetime, *, name: str) -> Any:
    point = {"latitude": float(row["latitude"]), "longitude": float(row["longitude"])}
    made = _made(m.Location, key, at, name=name, organization=own, precision="exact", **point)
    _made(m.Address, key, at, location=made, address_1=row["street"], city=row["town"],
          state_province="MA", postal_code=row["postal_code"], country="US")  # fmt: skip
    return made


def _service(key: str, row: Row, own: Any, place: Any, at: datetime) -> None:
    ages = {f"{end}imum_age": float(row[f"{end}_age"]) if row[f"{end}_age"] else None
            for end in ("min", "max")}  # fmt: skip
    made = _made(
        m.Service, key, at, organization=own, name=row["service"], description=row["description"],
        eligibility_description=row["eligibility"], fees_description=row["fees"], **ages,
    )  # fmt: skip
    _made(m.ServiceAtLocation, key, at, service=made, location=place)
    if row["opens"]:
        _made(
            m.Schedule, key, at, service=made, freq="WEEKLY", byday=row["days"],
            opens_at=time.fromisoformat(row["opens"]), closes_at=time.fromisoformat(row["closes"]),
        )  # fmt: skip
    for name in row["languages"].split(";"):
        _made(m.Language, f"{key}-{name}", at, service=made, name=name, code=CODES[name])
    for name in filter(None, row["areas"].split(";")):
        _made(m.ServiceArea, f"{key}-{name}", at, service=made, name=name)
    term = m.TaxonomyTerm.objects.get(pk=term_id("hub", row["category"]))
    _made(m.Attribute, key, at, link_id=made.pk, link_entity="service", taxonomy_term=term)
    for name in (one for one in INSURANCES if one in row["fees"]):
        _made(m.InsuranceAccepted, f"{key}-{name}", at, service=made, name=name)
    _made(m.ContactWay, key, at, service=made, way="walk_in" if row["opens"] else "phone")


def _made(model: Any, key: str, at: datetime, **values: Any) -> Any:
    kind = "organization" if model is m.Organization else model.__name__
    return model.objects.create(id=_id(kind, key), added_at=at, changed_at=at, **values)
