"""A name typed into the running program is nowhere but sealed, and in the answer to who asked."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Page, expect

from hubtable.base.postgres.door import known_door
from hubtable.base.postgres.settings import SUPERUSER
from tests.journeys.conftest import People, Practice
from tests.journeys.steps import answer, begin_meeting
from tests.journeys.test_slice import ABSENT, MEMBER, POLICE, TABLE

NAME, STREET, BORN = "Quenby Zwickelbaum", "4711 Quillmarrow Sparrow Row", "1931-07-23"
WORDS = (*NAME.split(), "Quillmarrow", BORN)
FORMS = tuple(
    form
    for word in WORDS
    for form in (
        word.encode(),
        word.lower().encode(),
        word.encode().hex().encode(),
        word.encode("utf-16-le"),
        base64.b64encode(word.encode()).rstrip(b"=")[:-1],
    )
)


def found_in(content: bytes) -> bool:
    """Return whether any word of the identity stands there in any form."""
    return any(form in content for form in FORMS)


def keep_a_name(page: Page) -> str:
    """Fill a worksheet, seal a name after a mistake, show it once; the situation's id."""
    page.goto("/table/screening/")
    page.get_by_role("button", name="Person").first.click()
    page.get_by_role("button", name="No, not right now").click()
    answer(page)
    page.get_by_role("button", name="Check your answers").click()
    page.wait_for_url("**/check/")
    found = re.search(r"/screening/([0-9a-f-]{36})/", page.url)
    assert found
    page.goto(f"/table/screening/{found[1]}/names/")
    page.get_by_role("link", name="Keep a name").click()
    for born in ("2999-01-01", BORN):  # the first has not come yet: the page comes back
        page.get_by_label("Name").fill(NAME)
        page.get_by_label("Birth date").fill(born)
        page.get_by_label("Address").fill(STREET)
        page.get_by_role("button", name="Seal and keep").click()
    expect(page.get_by_role("main")).to_contain_text("A name is kept, sealed.")
    assert not found_in(page.content().encode())
    page.get_by_role("button", name="Show names").click()
    expect(page.get_by_role("main")).to_contain_text(NAME)
    return found[1]


def submit(page: Page, pk: str) -> None:
    """Send the worksheet to the table."""
    page.goto(f"/table/screening/{pk}/check/")
    page.get_by_role("button", name="Submit to the table").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("D-")


def answers_to(page: Page, pk: str) -> Iterator[tuple[str, bytes]]:
    """Yield what a person gets at every address that could say something of a situation."""
    own = ("", "check/", "names/")
    paths = [f"/table/screening/{pk}/{part}" for part in own]
    paths += [f"/table/situations/{pk}/", "/table/room/"]
    paths += [f"/table/presenting/{pk}/card/", f"/table/?q={NAME.split()[1][:5]}"]
    for path in (*paths, "/", "/table/", "/table/meeting/", "/table/meeting/paper/", "/record/"):
        reply = page.request.get(path)
        yield path, str(reply.headers).encode() + reply.body()


def rows(data: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every table of the running database with all that is in it."""
    address = known_door(data / "postgres").conninfo("hubtable", SUPERUSER)
    with psycopg.connect(**address, autocommit=True) as past:
        past.execute("CHECKPOINT")
        names = past.execute(
            "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'm') AND n.nspname <> 'information_schema'"
        ).fetchall()
        for (name,) in names:
            with past.cursor().copy(f"COPY (SELECT * FROM {name}) TO STDOUT".encode()) as copy:
                yield str(name), b"".join(bytes(block) for block in copy)


def test_a_name_typed_into_the_program_is_nowhere_but_in_the_answer_to_who_asked(
    people: People, practice: Practice, folder: Path
) -> None:
    data = folder / "practice"
    if not data.exists():
        pytest.skip("the folder of a program started elsewhere is not known")
    people.watched.expected = ("422", "404", "403", "status of 4")
    police = people.sign_in(practice.find("representative", POLICE, TABLE))
    pk = keep_a_name(police)
    submit(police, pk)
    chair = people.sign_in(practice.find("chair", table=TABLE))
    begin_meeting(chair, POLICE, MEMBER)
    others = [
        practice.find("representative", MEMBER, TABLE),
        practice.find("representative", ABSENT, TABLE),
        practice.find("chair", table="MetroWest Table"),
        *(practice.find(role) for role in ("admin", "analyst", "leadership", "community")),
    ]
    pages = [police, chair, *(people.sign_in(one) for one in others)]
    leaks = [path for page in pages for path, said in answers_to(page, pk) if found_in(said)]
    assert leaks == []
    tables = dict(rows(data))
    assert pk.encode() in tables["public.vault_sealed"]
    assert [name for name, content in tables.items() if found_in(content)] == []
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for part in ("practice.log", "users.json", "server.log", "keystore", "pg_wal"):
        assert any(part in str(path.relative_to(folder)) for path in files), part
    assert b'"route": "table:names_show"' in files[folder / "practice.log"]
    assert pk.encode() not in files[folder / "practice.log"]
    assert [str(path) for path, content in files.items() if found_in(content)] == []
