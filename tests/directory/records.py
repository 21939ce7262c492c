"""Invented records of the directory, written as a steward does or as a feed does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import uuid4

from tests.world import NOW


@contextmanager
def as_feed(at: datetime = NOW) -> Iterator[None]:
    """Act as the job that takes feeds in."""
    from hubtable.base.acting import acting

    with acting("job", "directory", at=at):
        yield


def made(model: type[Any], **values: Any) -> Any:
    """Write one record; what every record has is filled in."""
    return model.objects.create(id=uuid4(), added_at=NOW, changed_at=NOW, **values)
