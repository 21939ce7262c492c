"""Puts the published Massachusetts records into a directory, one service at one place each."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID, uuid4

from benchmarks.judged.records import Raw

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
STATE = "MA"


def fill(records: Iterable[Raw]) -> dict[UUID, str]:
    """Write the records; return the key of the record of each service at location.

    To be called inside of `acting("job", "directory", …)`. Labels become terms of one taxonomy.
    """
    writing = _Writing()
    keys = {writing.one(raw): raw.key for raw in records}
    for model, made in writing.rows.items():
        model.objects.bulk_create(made, batch_size=2000)
    return keys


class _Writing:
    """The rows, table by table in the order they are written."""

    def __init__(self) -> None:
        from hubtable.directory import models

        self.models = models
        self.rows: dict[Any, list[Any]] = {}
        self.terms: dict[str, Any] = {}
        self.taxonomy = self.add(models.Taxonomy, name="Labels of the sources")
        self.rows[models.TaxonomyTerm] = []

    def add(self, model: Any, **values: Any) -> Any:
        made = model(id=uuid4(), added_at=AT, changed_at=AT, **values)
        self.rows.setdefault(model, []).append(made)
        return made

    def one(self, raw: Raw) -> UUID:
        """Add one record; return the id of its service at location."""
        m = self.models
        organization = self.add(m.Organization, name=raw.name)
        service = self.add(
            m.Service, name=raw.name, description=raw.text, organization=organization
        )
        location = self._place(raw, organization)
        for label in raw.labels:
            self._label(service, label)
        site = self.add(m.ServiceAtLocation, service=service, location=location)
        return UUID(str(site.id))

    def _place(self, raw: Raw, organization: Any) -> Any:
        m = self.models
        point = {"latitude": raw.latitude, "longitude": raw.longitude, "precision": "exact"}
        location = self.add(m.Location, organization=organization, **point)
        there = {"city": raw.town, "state_province": STATE, "postal_code": raw.postal_code}
        self.add(m.Address, location=location, country="US", **there)
        if raw.hours:
            first, last = (time(minutes // 60, minutes % 60) for minutes in raw.hours)
            hours = {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR"}
            self.add(m.Schedule, location=location, opens_at=first, closes_at=last, **hours)
        return location

    def _label(self, service: Any, label: str) -> None:
        m = self.models
        if label not in self.terms:
            self.terms[label] = self.add(m.TaxonomyTerm, name=label, taxonomy=self.taxonomy)
        about = {"link_id": service.id, "link_entity": "service"}
        self.add(m.Attribute, taxonomy_term=self.terms[label], **about)
