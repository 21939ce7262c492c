"""Puts the published Massachusetts records into a directory, one service at one place each."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from benchmarks.judged.records import Raw

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
STATE = "MA"


def fill(records: Iterable[Raw]) -> dict[UUID, str]:
    """Write the records; return the key of the record of each service at location.

    To be called inside of `acting("job", "directory", …)`. Labels become terms of one taxonomy.
    """
    from hubtable.directory import models

    rows: dict[Any, list[Any]] = {}
    terms: dict[str, Any] = {}
    keys: dict[UUID, str] = {}
    times = {"added_at": AT, "changed_at": AT}
    taxonomy = models.Taxonomy(name="Labels of the sources", **times)
    rows[models.Taxonomy] = [taxonomy]
    rows[models.TaxonomyTerm] = []

    def add(model: Any, **values: Any) -> Any:
        made = model(id=uuid4(), **times, **values)
        rows.setdefault(model, []).append(made)
        return made

    for raw in records:
        organization = add(models.Organization, name=raw.name)
        service = add(
            models.Service, name=raw.name, description=raw.text, organization=organization
        )
        location = add(
            models.Location,
            organization=organization,
            latitude=raw.latitude,
            longitude=raw.longitude,
            precision="exact",
        )
        add(
            models.Address,
            location=location,
            city=raw.town,
            state_province=STATE,
            postal_code=raw.postal_code,
            country="US",
        )
        site = add(models.ServiceAtLocation, service=service, location=location)
        keys[site.id] = raw.key
        for label in raw.labels:
            if label not in terms:
                terms[label] = add(models.TaxonomyTerm, name=label, taxonomy=taxonomy)
            add(
                models.Attribute,
                link_id=service.id,
                link_entity="service",
                taxonomy_term=terms[label],
            )
        if raw.hours:
            first, last = raw.hours
            add(
                models.Schedule,
                location=location,
                freq="WEEKLY",
                byday="MO,TU,WE,TH,FR",
                opens_at=time(first // 60, first % 60),
                closes_at=time(last // 60, last % 60),
                valid_from=date(2020, 1, 1),
            )
    for model, made in rows.items():
        model.objects.bulk_create(made, batch_size=2000)
    return keys
