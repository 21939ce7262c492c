"""Who acts cannot be forged, stretched, cut, mixed, kept or borrowed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import DataError

from hubtable.base import acting
from tests.security.scene import AT, Scene, _words
from tests.world import World

MINE = "SELECT kind FROM lock.acting() WHERE kind IS NOT NULL"
SEES = "SELECT id FROM table_discussion"


def parts(scene: Scene, who: str = "hospital") -> list[str]:
    return scene.token(who).split("|")


def swapped(scene: Scene, place: int, value: str) -> str:
    token = parts(scene)
    token[place] = value
    return "|".join(token)


def spoiled(scene: Scene) -> dict[str, str]:
    """Return a good token spoiled in every way."""
    good = scene.token("hospital")
    other = scene.world["police"]
    return {
        "nothing": "",
        "a space": " ",
        "no signature": good.rsplit("|", 1)[0],
        "empty signature": good.rsplit("|", 1)[0] + "|",
        "last digit gone": good[:-1],
        "last digit changed": good[:-1] + ("0" if good[-1] != "0" else "1"),
        "another's signature": swapped(scene, 4, scene.token("police").rsplit("|", 1)[1]),
        "upper case": good.rsplit("|", 1)[0] + "|" + good.rsplit("|", 1)[1].upper(),
        "another seat": swapped(scene, 1, f"{other.id}/{other.user}"),
        "another account's seat": swapped(scene, 1, f"{other.id}/{scene.world['hospital'].user}"),
        "another kind": swapped(scene, 0, "job"),
        "kind in capitals": swapped(scene, 0, "SEAT"),
        "later": swapped(scene, 2, str(int(parts(scene)[2]) + 86_400_000_000)),
        "never expires": swapped(scene, 3, "9" * 18),
        "extra separator": good + "|",
        "leading separator": "|" + good,
        "twice": good + "|" + good,
        "empty part": good.replace("|", "||", 1),
        "trailing space": good + " ",
        "line break": good + "\n",
        "in quotes": f"'{good}'",
        "full width separator": good.replace("|", "｜"),
        "only separators": "||||",
        "nulls in words": "null|null|null|null|null",
        "no key": "seat|" + "|".join(parts(scene)[1:4]) + "|" + "0" * 64,
    }


SPOILED = (
    *("nothing", "a space", "no signature", "empty signature", "last digit gone"),
    *("last digit changed", "another's signature", "upper case", "another seat"),
    *("another account's seat", "another kind", "kind in capitals", "later", "never expires"),
    *("extra separator", "leading separator", "twice", "empty part", "trailing space"),
    *("line break", "in quotes", "full width separator", "only separators", "nulls in words"),
    "no key",
)


@pytest.mark.parametrize("how", SPOILED)
def test_a_spoiled_token_is_nobody(scene: Scene, how: str) -> None:
    assert set(spoiled(scene)) == set(SPOILED)
    token = spoiled(scene)[how]
    assert scene.send_as(token, MINE).rows == []
    assert scene.send_as(token, SEES).rows == []


def test_a_good_token_is_somebody(scene: Scene) -> None:
    assert scene.send("hospital", MINE).rows == [("seat",)]
    assert scene.send("hospital", SEES).rows


def signed(kind: str, subject: str, **also: Any) -> str:
    return acting.token(kind, subject, AT, **also)


def test_an_expired_token_is_nobody(scene: Scene) -> None:
    seat = scene.world["hospital"]
    subject = acting.seat_subject(seat.id, seat.user)
    for ago in (timedelta(), timedelta(microseconds=1), timedelta(days=365)):
        token = signed("seat", subject, expires=datetime.now(UTC) - ago)
        assert scene.send_as(token, MINE).rows == []


def test_a_seat_is_only_its_own_accounts(scene: Scene) -> None:
    """Even signed: the seat of one, the account of another."""
    mine, theirs = scene.world["fire"], scene.world["hospital"]
    token = signed("seat", acting.seat_subject(theirs.id, mine.user))
    assert scene.send_as(token, MINE).rows == []


@pytest.mark.parametrize("name", ["school_former", "lapsed", "housing_unsigned"])
def test_a_seat_that_does_not_hold_is_nobody(scene: Scene, name: str) -> None:
    assert scene.send(name, MINE).rows == []
    assert scene.send(name, SEES).rows == []


def test_a_seat_before_it_began_is_nobody(scene: Scene) -> None:
    seat = scene.world["hospital"]
    early = acting.token("seat", acting.seat_subject(seat.id, seat.user), AT - timedelta(days=365))
    assert scene.send_as(early, MINE).rows == []


@pytest.mark.parametrize("subject", ["", "/", "x/y", "null/null", "00000000", "' OR true --"])
def test_a_subject_that_is_no_seat_is_nobody(scene: Scene, subject: str) -> None:
    """Signed nonsense: it fails, or is nobody."""
    try:
        rows = scene.send_as(signed("seat", subject), SEES).rows
    except psycopg.errors.InvalidTextRepresentation:
        rows = []
    assert rows == []


def test_a_credential_is_only_its_own_kind(scene: Scene) -> None:
    for kind, credential in scene.world.credentials.items():
        for claimed in ("room", "link", "feed", "partner"):
            rows = scene.send_as(signed(claimed, str(credential)), MINE).rows
            assert rows == ([(kind,)] if claimed == kind else []), (kind, claimed)


ENDS = {
    "room": ("hubs_credential", "hubs_table WHERE id = :table_A"),
    "link": ("hubs_credential",),
    "feed": (
        *("hubs_credential", "hubs_seat WHERE id = :seat_admin"),
        "hubs_person WHERE id = :person_admin",
        "hubs_confidentiality WHERE person_id = :person_admin",
    ),
    "partner": (
        *("hubs_credential", "hubs_delegation WHERE id = :hospital_A"),
        *("hubs_agency WHERE id = :agency_hospital", "hubs_table WHERE id = :table_A"),
        "hubs_agreement WHERE agency_id = :agency_hospital",
    ),
}
"""Kind → what it stands for: when any of it ends, it is nobody."""


@pytest.mark.parametrize(("kind", "what"), [(k, w) for k, ends in ENDS.items() for w in ends])
def test_a_credential_ends_with_what_it_stands_for(scene: Scene, kind: str, what: str) -> None:
    token = signed(kind, str(scene.world.credentials[kind]))
    where = what if "WHERE" in what else f"{what} WHERE kind = '{kind}'"
    changed = f"UPDATE {where.replace(' WHERE', ' SET ends_at = :at WHERE')}"
    with scene.look.past.transaction(force_rollback=True):
        scene.look.past.execute("SELECT set_config('hubtable.actor', %s, true)", [token])
        assert scene.look.past.execute(MINE).fetchall() == [(kind,)]
        scene.look.past.execute(_words(changed), scene.ids)
        assert scene.look.past.execute(MINE).fetchall() == []


def test_a_feed_reads_no_form_of_its_seat(scene: Scene) -> None:
    """Where somebody was sent after a form is an address inside the Hub."""
    receipt = (
        "INSERT INTO base_receipt (id, actor, location, at) VALUES (:new, :seat_admin, '/', :at)"
    )
    feed = signed("feed", str(scene.world.credentials["feed"]))
    with scene.look.past.transaction(force_rollback=True):
        scene.look.past.execute(_words(receipt), scene.ids)
        for token, rows in ((scene.token("admin"), 1), (feed, 0)):
            scene.look.past.execute("SET LOCAL ROLE hubtable_app")
            scene.look.past.execute("SELECT set_config('hubtable.actor', %s, true)", [token])
            assert len(scene.look.past.execute("SELECT 1 FROM base_receipt").fetchall()) == rows
            scene.look.past.execute("RESET ROLE")


def test_a_link_is_used_once(scene: Scene) -> None:
    token = signed("link", str(scene.world.credentials["link"]))
    with scene.look.past.transaction(force_rollback=True):
        scene.look.past.execute("SELECT set_config('hubtable.actor', %s, true)", [token])
        scene.look.past.execute("UPDATE hubs_credential SET used_at = %s", [AT])
        assert scene.look.past.execute(MINE).fetchall() == []


def test_a_separator_cannot_be_smuggled_into_a_subject() -> None:
    with pytest.raises(ValueError, match="no such kind"):
        acting.token("job", "retention|0|0", AT)
    with pytest.raises(ValueError, match="no such kind"):
        acting.token("keeper", "x", AT)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT set_config('hubtable.actor', :stolen, true), (SELECT count(*) FROM vault_sealed)",
        (
            "WITH a AS MATERIALIZED (SELECT set_config('hubtable.actor', :stolen, true))"
            " SELECT v.id FROM a, vault_sealed v"
        ),
        "SELECT v.id FROM vault_sealed v WHERE set_config('hubtable.actor', :stolen, true) <> ''",
        (
            "SELECT set_config('hubtable.actor', :stolen, false), 0 WHERE EXISTS"
            " (SELECT FROM vault_sealed)"
        ),
    ],
)
def test_setting_a_forged_actor_inside_a_select_opens_nothing(scene: Scene, sql: str) -> None:
    forged = swapped(scene, 4, "f" * 64)
    rows = scene.send("fire", sql, stolen=forged).rows
    assert all(row[-1] == 0 for row in rows)


def test_a_token_ends_with_its_block(world: World) -> None:
    """What is kept for the session inside the block is gone when the block ends."""
    from django.db import connection

    from tests.world import as_seat

    with as_seat(world["hospital"]), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('hubtable.actor', current_setting('hubtable.actor'), false)"
        )
    with connection.cursor() as cursor:
        cursor.execute(MINE)
        assert cursor.fetchall() == []


def test_a_token_ends_with_a_block_that_fails(world: World) -> None:
    from django.db import connection

    from tests.world import as_seat

    keep = "SELECT set_config('hubtable.actor', current_setting('hubtable.actor'), false), 1 / 0"
    with pytest.raises(DataError), as_seat(world["hospital"]), connection.cursor() as cursor:
        cursor.execute(keep)
    with connection.cursor() as cursor:
        cursor.execute(MINE)
        assert cursor.fetchall() == []


def test_a_plan_made_for_one_serves_another_nothing(scene: Scene) -> None:
    """Plans kept for the session follow who acts now (CVE-2024-10976 was of this kind)."""
    with scene.connect() as connection:
        for who, many in (("hospital", True), ("fire", False), ("hospital", True)):
            for _ in range(7):  # five custom plans, then a generic one
                with connection.transaction():
                    connection.execute(
                        "SELECT set_config('hubtable.actor', %s, true)", [scene.token(who)]
                    )
                    rows = connection.execute(
                        "SELECT id FROM vault_sealed", prepare=True
                    ).fetchall()
                assert bool(rows) == many


def test_going_back_to_a_savepoint_goes_back_to_who_acted(scene: Scene) -> None:
    with scene.connect() as connection, connection.transaction():
        connection.execute("SELECT set_config('hubtable.actor', %s, true)", [scene.token("fire")])
        with connection.transaction(force_rollback=True):
            connection.execute(
                "SELECT set_config('hubtable.actor', %s, true)", [scene.token("hospital")]
            )
            assert connection.execute("SELECT id FROM vault_sealed").fetchall()
        assert connection.execute("SELECT id FROM vault_sealed").fetchall() == []
