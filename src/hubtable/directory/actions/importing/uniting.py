"""One record that stands in several objects of a feed belongs to all of them.

A nested feed has the same phone, by its id, under an organization and under a service of it, each
time without saying so of the other. It is one record; of the objects it stands in, none is lost.
"""

from collections.abc import Iterator

from django.db import connection

from hubtable.directory.actions.importing.judging import Judged, State
from hubtable.directory.actions.importing.spooling import Line, Sheet
from hubtable.directory.actions.importing.statements import table_name
from hubtable.directory.rules.feeds.found import Standing
from hubtable.directory.rules.feeds.tables import TABLES
from hubtable.directory.rules.identity import record_id

Pairs = set[tuple[str, str]]
"""Id of a record, and of what it belongs to as well."""
TO = {link: TABLES["phone"].links[link] for link in TABLES["phone"].links} | {
    "phone_id": "phone",
}
"""Link → the table it leads to."""
LINK = """
UPDATE "{target}" t SET "{link}" = p.up FROM unnest(%s::uuid[], %s::uuid[]) p (id, up)
WHERE t.id = p.id AND t."{link}" IS NULL AND EXISTS (SELECT FROM "{parent}" x WHERE x.id = p.up)
"""


def unite(sheet: Sheet, judged: Judged, namespace: bytes) -> None:
    """Give records the links that only their further mentions have."""
    spec = TABLES[sheet.table]
    if len(spec.any_of) < 2 or judged.idle:
        return
    for columns, lines in _mentioned(sheet, judged):
        for link in spec.any_of:
            pairs = _pairs(columns, lines, link, namespace) if link in columns else set()
            if pairs:
                _put(sheet.table, link, pairs)


def _mentioned(sheet: Sheet, judged: Judged) -> Iterator[tuple[tuple[str, ...], list[Line]]]:
    for first, columns, lines in sheet.chunks():
        states = judged.states[first : first + len(lines)]
        said = [
            line
            for line, state in zip(lines, states, strict=True)
            if state == State.SAID and line[4] == Standing.MENTIONED
        ]
        if said:
            yield columns, said


def _pairs(columns: tuple[str, ...], lines: list[Line], link: str, namespace: bytes) -> Pairs:
    place = columns.index(link)
    return {
        (line[2], record_id(namespace, TO[link], key))
        for line in lines
        if (key := line[5][place].strip())
    }


def _put(table: str, link: str, pairs: Pairs) -> None:
    text = LINK.format(target=table_name(table), link=link, parent=table_name(TO[link]))
    records, parents = zip(*sorted(pairs), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(text, [list(records), list(parents)])
