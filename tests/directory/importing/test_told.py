"""What a feed tells of its rows: the day a record was checked; and what it changed."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.cluster import Cluster
from tests.directory.importing.feeds import AT, bring, current, rows, write
from tests.world import World, as_seat

HEAD = ["id", "organization_id", "name", "status", "assured_date"]
STREET = "14 Larchmere Lane"


def feed(folder: Path, day: str, name: str = "Pantry") -> Path:
    return write(
        folder / "feed",
        organizations=[["id", "name"], ["1", "Elm Table"]],
        services=[HEAD, ["7", "1", name, "active", day]],
    )


def checks(cluster: Cluster) -> list[tuple[Any, ...]]:
    told = (
        "SELECT level, (verified_at AT TIME ZONE 'America/New_York')::date::text, how, seat IS NULL"
    )
    return rows(cluster, current(), f"{told} FROM directory_verification ORDER BY verified_at")


def service() -> Any:
    from hubtable.directory.models import Service

    return Service.objects.get(source_key="7")


def test_a_day_is_a_confirmation_once(cluster: Cluster, database: str, tmp_path: Path) -> None:
    bring(feed(tmp_path, "2026-03-02"))
    first = ("service", "2026-03-02", "import", True)
    assert checks(cluster) == [first]
    assert service().checked_on == date(2026, 3, 2)
    for name in ("Pantry", "Food pantry"):
        bring(feed(tmp_path, "2026-03-02", name))
        assert checks(cluster) == [first]
    bring(feed(tmp_path, "2026-05-04"))
    assert checks(cluster) == [first, ("service", "2026-05-04", "import", True)]
    bring(feed(tmp_path, "2027-01-01"))
    assert len(checks(cluster)) == 2, "a day to come says nothing"


def test_a_later_confirmation_of_our_own_stays(
    cluster: Cluster, world: World, tmp_path: Path
) -> None:
    from hubtable.directory.actions.verifying import confirm

    bring(feed(tmp_path, "2026-03-02"))
    at = AT + timedelta(days=3)
    with as_seat(world["steward"], at):
        confirm(by=world["steward"], at=at, kind="service", pk=service().pk, how="phone")
    bring(feed(tmp_path, "2026-10-01"), at=at + timedelta(hours=1))
    assert service().checked_on == at.date()
    assert [how for _, _, how, _ in checks(cluster)] == ["import", "import", "phone"]


def airs(folder: Path, *, hidden: bool, changed: str = "") -> Path:
    """Write an agency with a site, whose street its own words and its service's tell too."""
    said = str(hidden).lower()
    info = '<ResourceInfo DateLastVerified="2026-02-03" />'
    path = folder / "agency.xml"
    path.write_text(f"""<Source TaxonomyVersion="1"><Agency><Key>1</Key><Name>Quiet House</Name>
      <AgencyDescription>Since 1980 at {STREET}.{changed}</AgencyDescription>
      <Site><Key>2</Key><Name>House</Name><SiteDescription>On {STREET.upper()}.</SiteDescription>
        <PhysicalAddress Confidential="{said}"><PreAddressLine>Door L7</PreAddressLine>
          <Line1>{STREET}</Line1><City>Framingham</City><State>MA</State><ZipCode>01702</ZipCode>
          <Country>US</Country></PhysicalAddress>
        <SpatialLocation><Latitude>42.31234</Latitude><Longitude>-71.41234</Longitude></SpatialLocation>
        <SiteService><Key>3</Key><Name>Beds</Name>
          <Description>Ring at {STREET}{changed}</Description>
          {info}</SiteService>{info}</Site>{info}</Agency></Source>""")
    return path


def test_agencies_and_sites_were_checked_too(
    cluster: Cluster, database: str, tmp_path: Path
) -> None:
    bring(airs(tmp_path, hidden=False))
    assert {(level, day) for level, day, _, _ in checks(cluster)} == {
        (level, "2026-02-03") for level in ("organization", "location", "service")
    }


def test_the_history_tells_what_a_feed_changed(
    cluster: Cluster, database: str, tmp_path: Path
) -> None:
    bring(feed(tmp_path, ""))
    told = "SELECT field, before, after, how, seat, source IS NOT NULL FROM directory_change"
    assert rows(cluster, database, told) == [], "what is new has no before"
    bring(feed(tmp_path, "2026-03-02", "Food pantry"), at=AT + timedelta(hours=1))
    assert rows(cluster, database, f"{told} ORDER BY field") == [
        ("assured_date", None, "2026-03-02", "import", None, True),
        ("name", "Pantry", "Food pantry", "import", None, True),
    ]
    bring(feed(tmp_path, "2026-03-02", "Food pantry"), at=AT + timedelta(hours=2))
    assert len(rows(cluster, database, told)) == 2
