"""A row of a feed that says something else than a steward: both side by side, and one is chosen."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.directory.importing.feeds import bring, write
from tests.directory.importing.test_edited import at, found
from tests.hubs.person import send
from tests.world import World, as_seat

As = Callable[..., Client]
PAGE = "/directory/quarantine/"


def feed(folder: Path, words: str) -> Path:
    head = ["id", "organization_id", "name", "description", "status", "fees", "minimum_age"]
    fees = ["$5", "18"] if "soap" in words else ["Free", ""]
    return write(
        folder / "feed",
        organizations=[["id", "name"], ["1", "Elm Table"], ["2", "Elm Table Inc"]],
        services=[head, ["7", "1", "Pantry", words, "active", *fees]],
    )


@pytest.fixture
def waits(world: World, tmp_path: Path) -> str:
    """Return the address of a row that waits: our name, the feed's new words."""
    from hubtable.directory.actions.editing import change

    bring(feed(tmp_path, "Food."), at=at(-9))
    with as_seat(world["steward"], at(-8)):
        one = found()
        change(by=world["steward"], at=at(-8), kind="service", pk=one.pk, version=one.version,
               values={"name": "Our <Pantry>"})  # fmt: skip
    bring(feed(tmp_path, "Food and <soap>."), at=at(-7))
    return address("service", "edited_here")


def address(kind: str, reason: str) -> str:
    from hubtable.directory.models import Quarantine
    from tests.directory.records import as_feed

    with as_feed():
        return f"{PAGE}{Quarantine.objects.get(table=kind, reason=reason, settled_at=None).pk}/"


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def test_both_stand_side_by_side(waits: str, as_: As) -> None:
    steward = as_("steward")
    assert "changed here" in text(steward, PAGE)
    shown = text(steward, waits)
    cells = [re.sub(r"<[^>]+>|\s+", " ", one).strip() for one in re.findall(r"<td.*?</td>", shown)]
    assert "Our &lt;Pantry&gt;" in " ".join(cells)
    assert "Pantry" in cells
    assert "Food and &lt;soap&gt;." in cells
    assert "changed here on" in shown
    assert as_("chair").get(waits).status_code == 403


@pytest.mark.parametrize(
    ("taken", "name", "words"),
    [("no", "Our <Pantry>", "Food."), ("yes", "Pantry", "Food and <soap>.")],
)
def test_one_of_them_is_chosen(waits: str, as_: As, taken: str, name: str, words: str) -> None:
    steward = as_("steward")
    answer = send(steward, f"{waits}settle/", waits, taken=taken)
    assert answer.status_code == 302
    assert (found().name, found().description) == (name, words)
    assert "changed here" not in text(steward, PAGE)
    assert "This row is settled" in text(steward, waits)


def test_a_merged_one_names_its_survivor(as_: As, world: World, tmp_path: Path) -> None:
    from hubtable.directory.actions.merging import merge

    bring(feed(tmp_path, "Food."), at=at(-9))
    with as_seat(world["steward"], at(-8)):
        gone, kept = found("1", "Organization"), found("2", "Organization")
        merge(by=world["steward"], at=at(-8), kind="organization", kept=kept.pk, ended=gone.pk,
              version=gone.version)  # fmt: skip
    changed = feed(tmp_path, "Food.")
    (changed / "organizations.csv").write_text("id,name\n1,Elm Tables\n2,Elm Table Inc\n")
    bring(changed, at=at(-7))
    path = address("organization", "merged_here")
    shown = text(as_("steward"), path)
    assert f'href="/directory/organizations/{kept.pk}/">Elm Table Inc</a>' in shown
    assert "Take the feed" not in shown
    assert send(as_("steward"), f"{path}settle/", path, taken="no").status_code == 302
    assert "merged here" not in text(as_("steward"), PAGE)
