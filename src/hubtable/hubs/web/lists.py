"""Lists that are searched, sorted, paged, printed and taken to a spreadsheet."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, QueryDict

from hubtable.hubs.rules.exporting import safe_cell

Row = TypeVar("Row")
Keys = Mapping[str, Callable[[Any], Any]]


@dataclass(frozen=True, slots=True)
class Order:
    """By which column a list is sorted, and the address that sorts it by another."""

    key: str
    down: bool
    asked: QueryDict

    def href(self, key: str) -> str:
        """Return the address that sorts by a column; by the same one, the other way round."""
        query = self.asked.copy()
        query.pop("page", None)
        query["sort"] = f"-{key}" if key == self.key and not self.down else key
        return f"?{query.urlencode()}"

    def state(self, key: str) -> str:
        """Return `up`, `down` or nothing for a column (`ui.sort_link`)."""
        if key != self.key:
            return ""
        return "down" if self.down else "up"


def order_of(request: HttpRequest, keys: Keys, default: str) -> Order:
    """Return how a list is to be sorted; the default for a column that is not there."""
    asked = request.GET.get("sort", default)
    key = asked.removeprefix("-")
    if key not in keys:
        return Order(default, down=False, asked=request.GET)
    return Order(key, down=asked.startswith("-"), asked=request.GET)


def ordered(rows: Iterable[Row], keys: Keys, order: Order) -> list[Row]:
    """Return rows by the chosen column."""
    return sorted(rows, key=keys[order.key], reverse=order.down)


def matches(words: str, *texts: str) -> bool:
    """Say whether every word stands somewhere in the texts."""
    whole = " ".join(texts).casefold()
    return all(word in whole for word in words.casefold().split())


def as_csv(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """Answer with a spreadsheet's file: UTF-8 with its mark, no cell that could run."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    answer = HttpResponse(f"\ufeff{text.getvalue()}", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
