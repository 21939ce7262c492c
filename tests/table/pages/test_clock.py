"""Overdue visits, mails that do not go, the calendar: accessible, and nothing wider than it may."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browsing import too_wide, violations
from tests.cluster import Cluster
from tests.posting import accepted, led_by, past
from tests.situations import end_meeting
from tests.table.pages.conftest import EARLIER, Cast
from tests.world import World

LATE = (
    "UPDATE table_clock SET target_at = now() - interval '30 hours'",
    "UPDATE table_clock SET limit_at = now() - interval '6 hours'",
    "UPDATE table_discussion SET decided_at = now() - interval '54 hours'",
    "UPDATE table_report SET overdue = true WHERE number <> ''",
)
MAILS = (
    "INSERT INTO hubs_mail (id, hub_id, person_id, kind, record, occasion, made_at, next_try_at,"
    " tries, error, given_up_at, sent_at) SELECT gen_random_uuid(), hub_id, id, 'overdue', id, '',"
    " now() - interval '1 day', now() + interval '1 hour', 3, x.error, x.given, x.sent FROM"
    " hubs_person, (VALUES ('unreachable', NULL::timestamptz, NULL::timestamptz),"
    " ('address', now(), NULL), ('', NULL, now())) x (error, given, sent)"
    " WHERE (name, x.error) IN (('Hana Ruiz', 'unreachable'), ('Sam Ito', 'address'),"
    " ('Peg Moran', ''))"
)


@pytest.fixture
def late(cluster: Cluster, world: World) -> None:
    """Three visits are overdue, one by a protected lead; three mails fared differently."""
    led_by(world, "hospital", at=EARLIER)
    led_by(world, "refuge", origin="refuge", at=EARLIER)
    end_meeting(accepted(world, "housing", at=EARLIER))
    with past(cluster) as look:
        look.execute("DELETE FROM hubs_mail")
        for change in (*LATE, MAILS):
            look.execute(change.encode())


def seen(page: Page, name: str) -> None:
    """Keep a picture where somebody wants to look."""
    if folder := os.environ.get("KEEP_LOOKS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1366, "light")])
def test_every_page(late: None, opens: Cast, width: int, scheme: str) -> None:
    for name, seat, path, words in (
        ("home", "chair", "/", "Overdue: no first visit yet"),
        ("lead", "hospital", "/", "First visit your agency leads"),
        ("meeting", "chair", "/table/meeting/", "A protected agency"),
        ("member", "fire", "/table/meeting/", "No meeting is on"),
        ("paper", "chair", "/table/meeting/paper/", "Overdue since"),
        ("mail", "admin", "/hub/mail/", "Could not be sent (1)"),
        ("calendar", "police", "/calendar/", "You have no calendar address"),
    ):
        page = opens(seat, path, width=width, color_scheme=scheme)
        assert words in page.get_by_role("main").inner_text(), name
        assert violations(page) == [], name
        assert not too_wide(page), name
        seen(page, f"{name}-{width}")
        if name == "calendar":
            page.get_by_role("button", name="Make my address").click()
            assert "/feed/" in page.locator("#feed-address").inner_text()
            assert violations(page) == []
            assert not too_wide(page)
            seen(page, f"made-{width}")
