"""A name that exists nowhere else is searched for everywhere it must not be.

It is typed into pages, shown once by an act, told, and met by mistakes and failures on the way.
Then every row, every file of the server and the keys, its log, ours, and every mail are searched:
as text, as hexadecimal, in base 64, and as UTF-16.
"""

import base64
import io
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client

from hubtable.config.logs import Lines
from tests import situations as s
from tests.cluster import Cluster
from tests.hubs.conftest import as_, clock
from tests.table.web.pages import sent, worksheet
from tests.world import World

__all__ = ["as_", "clock"]

NAME, STREET, BORN = "Quillfeather Xanthopolous", "4711 Vermilion Sparrow Row", "1931-07-23"
CANARIES = (*NAME.split(), "Vermilion Sparrow")
PLANTED = "Thistledown Marchetti"
"""Another name, for the test of the search itself: files keep it after the test."""
PAGES = ("", "check/", "names/")


def disguises(word: str) -> tuple[bytes, ...]:
    """Return how a word may look where it should not be."""
    plain = word.encode()
    # Wherever it begins in a longer text: the part that does not depend on what is around it.
    shifted = [base64.b64encode(b"\0" * n + plain)[4 * (n > 0) : -4] for n in range(3)]
    hexed = (plain.hex().encode(), plain.hex().upper().encode())
    return (plain, plain.lower(), *hexed, word.encode("utf-16-le"), *shifted)


FORMS = tuple(form for word in CANARIES for form in disguises(word))


def found_in(content: bytes, forms: tuple[bytes, ...] = FORMS) -> bool:
    return any(form in content for form in forms)


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """Everything the program logs at any level, as it writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Lines())
    loggers = [logging.getLogger(name) for name in ("", "hubtable", "django", "django.request")]
    for logger in loggers:
        logger.addHandler(handler)
    yield written
    for logger in loggers:
        logger.removeHandler(handler)


def kept(school: Client) -> tuple[str, str]:
    """A worksheet with the name sealed, after some mistakes in typing it."""
    pk = worksheet(school)
    html = school.get(f"/table/screening/{pk}/names/").content.decode()
    person = html.split('id="p-')[1][:36]
    address = f"/table/screening/{pk}/names/{person}/"
    good = {"name": NAME, "birth_date": BORN, "address": STREET}
    for wrong in ({"birth_date": f"{NAME}"}, {"name": NAME * 20}, {"address": STREET * 40}):
        assert sent(school, address, **good | wrong).status_code == 422
    assert sent(school, address, **good).status_code == 302
    return pk, person


def walked(world: World, as_: Callable[[str], Client]) -> tuple[str, str]:
    """Lead the situation through pages and steps, with failures; return it and the person."""
    school = as_("school")
    pk, person = kept(school)
    show = f"/table/screening/{pk}/names/{person}/show/"
    shown = sent(school, f"/table/screening/{pk}/names/", show).content.decode()
    assert NAME in shown  # the canary lives
    for page in PAGES:
        assert NAME not in school.get(f"/table/screening/{pk}/{page}").content.decode()
    one = s.Situation(world, UUID(pk), world["school"], world["chair"], (UUID(person),), s.NOW)
    one.version = _version(one)
    s.submit(one)
    s.open_round(s.accept(s.present(s.meet(one, ["school", "hospital", "police"]))))
    s.tell(one, "hospital")
    s.plan(s.assign(one, "hospital"), "hospital")
    _fail(one, as_)
    for name in ("chair", "hospital", "police", "fire"):
        for path in ("/", "/table/", f"/table/situations/{pk}/"):
            assert not found_in(as_(name).get(path).content), (name, path)
    return pk, person


def _version(one: s.Situation) -> int:
    from hubtable.table.models import Discussion
    from tests.world import as_seat

    with as_seat(one.origin, one.at):
        return Discussion.objects.values_list("version", flat=True).get(pk=one.id)


def _fail(one: s.Situation, as_: Callable[[str], Client]) -> None:
    """Reveal at the hospital, refused elsewhere; then with the key gone."""
    from django.conf import settings

    from hubtable.base.keys import KeysMissing
    from hubtable.kernel.verdict import Refused
    from hubtable.vault.actions.revealing import reveal
    from tests.world import as_seat

    seat = one.world["hospital"]
    with as_seat(seat, one.at):
        assert reveal(by=seat, at=one.at, of=one.id, person=one.people[0]).name == NAME
    with as_seat(one.world["police"], one.at), pytest.raises(Refused) as refused:
        reveal(by=one.world["police"], at=one.at, of=one.id, person=one.people[0])
    assert not found_in(repr(refused.getrepr(showlocals=True)).encode())
    key = next(Path(settings.KEY_STORE).rglob(f"{one.people[0].hex}*"))
    away = key.rename(key.with_suffix(".away"))
    with as_seat(seat, one.at), pytest.raises(KeysMissing):
        reveal(by=seat, at=one.at, of=one.id, person=one.people[0])
    away.rename(key)


def rows(cluster: Cluster, database: str) -> Iterator[tuple[str, bytes]]:
    """Yield every table of a database with all that is in it."""
    with cluster.as_superuser(database) as past:
        names = past.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname IN ('public', 'lock')"
        ).fetchall()
        for (name,) in names:
            with past.cursor().copy(f"COPY {name} TO STDOUT".encode()) as copy:
                yield str(name), b"".join(bytes(block) for block in copy)


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file under a folder with its content."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()


def test_the_name_is_nowhere_but_in_the_answer_to_who_asked(
    cluster: Cluster, world: World, as_: Callable[[str], Client], said: io.StringIO
) -> None:
    from django.core import mail
    from django.db import connection

    pk, _ = walked(world, as_)
    tables = dict(rows(cluster, str(connection.settings_dict["NAME"])))
    assert pk.encode() in tables["public.audit_entry"]
    assert [name for name, content in tables.items() if found_in(content)] == []
    with cluster.as_superuser() as past:
        past.execute("CHECKPOINT")
    kept_files = dict(files(cluster.folder))
    assert any("pg_wal" in name for name in kept_files)
    assert any(name.startswith("keystore/") for name in kept_files)
    assert "data/server.log" in kept_files
    assert [name for name, content in kept_files.items() if found_in(content)] == []
    assert not found_in(said.getvalue().encode())
    assert not found_in("".join(f"{m.subject}{m.body}{m.to}" for m in mail.outbox).encode())


def test_the_search_finds_a_name_that_is_there(cluster: Cluster, world: World) -> None:
    """A row and a file with the name in them are found, in each disguise."""
    from django.db import connection

    database, forms = str(connection.settings_dict["NAME"]), disguises(PLANTED)
    assert all(found_in(b"..." + form + b"...") for form in FORMS)
    with cluster.as_superuser(database) as past:
        past.execute("UPDATE hubs_hub SET name = %s", [PLANTED])
        past.execute("CHECKPOINT")
    tables = [name for name, content in rows(cluster, database) if found_in(content, forms)]
    assert tables == ["public.hubs_hub"]
    assert [name for name, content in files(cluster.folder) if found_in(content, forms)]
