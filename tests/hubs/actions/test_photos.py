"""A photo is drawn anew, and nobody but its person puts one."""

import io
import struct
import zlib
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

from hubtable.hubs.actions.picturing import redrawn
from hubtable.hubs.rules.photos import LARGEST_KEPT, LARGEST_SENT
from hubtable.kernel.verdict import Refused, Stale
from tests.cluster import Cluster
from tests.hubs.acts import trail_of
from tests.hubs.pictures import picture
from tests.world import NOW, World, as_seat


def opened(body: bytes) -> Image.Image:
    return Image.open(io.BytesIO(body))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *(("JPEG", mode) for mode in ("RGB", "L", "CMYK")),
        *(("PNG", mode) for mode in ("RGB", "RGBA", "P", "LA", "1")),
        *(("WEBP", mode) for mode in ("RGB", "RGBA")),
    ],
)
def test_every_kind_becomes_a_square_jpeg(kind: str, mode: str) -> None:
    body = redrawn(picture(kind, mode=mode))
    drawn = opened(body)
    assert (drawn.format, drawn.size, drawn.mode) == ("JPEG", (320, 320), "RGB")
    assert len(body) < LARGEST_KEPT


def test_what_was_attached_is_gone() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Dana at 12 Elm Street"
    exif[0x0112] = 3  # upside down
    sent = picture(exif=exif, comment=b"Elm Street", icc_profile=b"Elm Street" * 9)
    assert b"Elm Street" in sent
    body = redrawn(sent)
    assert b"Elm Street" not in body
    assert not opened(body).getexif()
    assert set(opened(body).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    red, _green, blue = opened(body).getpixel((160, 10))  # type: ignore[misc]
    assert blue > 200 > red, "turned as the camera meant it"


def test_the_middle_is_kept() -> None:
    wide = Image.new("RGB", (1000, 200), (0, 0, 255))
    wide.paste((255, 0, 0), (450, 0, 550, 200))
    file = io.BytesIO()
    wide.save(file, "PNG")
    drawn = opened(redrawn(file.getvalue()))
    assert drawn.getpixel((160, 160))[0] > 200  # type: ignore[index]
    assert drawn.getpixel((5, 160))[2] > 200  # type: ignore[index]


def bomb() -> bytes:
    """A small PNG that says it holds 60,000 by 60,000 pixels."""
    body = bytearray(picture("PNG", (8, 8)))
    head = b"IHDR" + struct.pack(">II", 60_000, 60_000) + bytes(body[24:29])
    body[12:33] = head + struct.pack(">I", zlib.crc32(head))
    return bytes(body)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "not_a_photo"),
        (b"GIF89a" + b"\0" * 40, "not_a_photo"),
        (picture("GIF"), "not_a_photo"),
        (picture("TIFF"), "not_a_photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_a_photo"),
        (b"%PDF-1.7", "not_a_photo"),
        (picture()[:900], "not_a_photo"),
        (picture("PNG")[:-90], "not_a_photo"),
        (picture("PNG", (8000, 5001)), "too_many_pixels"),
        (bomb(), "too_many_pixels"),
        (b"\xff\xd8\xff" + b"\0" * LARGEST_SENT, "too_large"),
    ],
    ids=[
        "empty",
        "fake gif",
        "gif",
        "tiff",
        "svg",
        "pdf",
        "cut",
        "cut png",
        "large",
        "bomb",
        "5 MB",
    ],
)
def test_what_is_no_photo_is_refused(body: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        redrawn(body)
    assert refused.value.code == code


def show(world: World, who: str, **also: Any) -> None:
    from hubtable.hubs.actions import photos

    given: dict[str, Any] = {"version": 1, "languages": ["Spanish"], "photo": picture()} | also
    with as_seat(world[who]):
        photos.show_yourself(by=world[who], at=NOW, **given)


def kept(world: World, who: str) -> int:
    from hubtable.hubs.models import Photo

    with as_seat(world["admin"]):
        return Photo.objects.filter(person=world[who].person).count()


def test_a_photo_takes_the_place_of_the_one_before(world: World, cluster: Cluster) -> None:
    show(world, "police")
    show(world, "police", version=2, languages=[], photo=picture("PNG"))
    assert kept(world, "police") == 1
    entries = [one for one in trail_of(cluster) if one.verb in {"photo_put", "member_changed"}]
    assert [(one.verb, one.record) for one in entries][-2:] == [
        ("member_changed", world["police"].person),
        ("photo_put", world["police"].person),
    ]
    assert all(one.detail == {} for one in entries if one.verb == "photo_put")


def test_languages_are_the_own_and_nothing_else_of_the_row(world: World) -> None:
    from hubtable.hubs.models import Person

    show(world, "analyst", languages=["Khmer", "Twi"], photo=None)
    with as_seat(world["admin"]):
        rows = Person.objects.values_list("name", "languages", "version", "ends_at")
        found = {name: rest for name, *rest in rows}
    assert found["Ann Field"] == [["Khmer", "Twi"], 2, None]
    assert all(rest[0] == [] for name, rest in found.items() if name != "Ann Field")


def test_the_second_of_two_editors_changes_nothing(world: World) -> None:
    show(world, "police", photo=None)
    with pytest.raises(Stale):
        show(world, "police")
    assert kept(world, "police") == 0


def test_a_bad_photo_changes_nothing(world: World) -> None:
    from hubtable.hubs.models import Person

    with pytest.raises(Refused, match="no photo we can read"):
        show(world, "police", photo=b"nothing")
    with as_seat(world["admin"]):
        assert Person.objects.get(pk=world["police"].person).version == 1


@pytest.mark.parametrize("who", ["police", "admin"])
def test_oneself_and_an_administrator_remove_a_photo(world: World, who: str) -> None:
    from hubtable.hubs.actions import photos

    show(world, "police")
    with as_seat(world[who]):
        photos.remove_photo(by=world[who], at=NOW, person=world["police"].person)
    assert kept(world, "police") == 0


@pytest.mark.parametrize("who", ["chair", "police_alternate", "agency_lead", "privacy_contact"])
def test_nobody_else_removes_a_photo(world: World, who: str) -> None:
    from hubtable.hubs.actions import photos

    show(world, "police")
    with as_seat(world[who]), pytest.raises(Refused) as refused:
        photos.remove_photo(by=world[who], at=NOW, person=world["police"].person)
    assert refused.value.code == "not_your_agency"
    assert kept(world, "police") == 1


def test_an_agencys_lead_removes_one_of_the_own_people(world: World) -> None:
    from hubtable.hubs.actions import photos

    show(world, "hospital")
    with as_seat(world["agency_lead"]):
        photos.remove_photo(by=world["agency_lead"], at=NOW, person=world["hospital"].person)
    assert kept(world, "hospital") == 0
    with as_seat(world["agency_lead"]), pytest.raises(Refused, match="not in your Hub"):
        photos.remove_photo(by=world["agency_lead"], at=NOW, person=world["hospital"].person)


@pytest.mark.parametrize("who", ["admin", "agency_lead"])
def test_the_photo_goes_when_the_work_here_ends(world: World, cluster: Cluster, who: str) -> None:
    from hubtable.hubs.actions import people

    show(world, "hospital")
    assert past(cluster, world["hospital"].person) == 1
    with as_seat(world[who]):
        people.end_person(by=world[who], at=NOW, person=world["hospital"].person, version=2)
    assert past(cluster, world["hospital"].person) == 0


def past(cluster: Cluster, person: UUID) -> int:
    """How many photos of somebody there are, past row security."""
    from django.db import connections

    name = connections["default"].settings_dict["NAME"]
    with cluster.as_superuser(name) as connection:
        sql = "SELECT count(*) FROM hubs_photo WHERE person_id = %s"
        found = connection.execute(sql, [person]).fetchone()
    return int(found[0]) if found else 0


@pytest.mark.parametrize("who", ["analyst", "leadership", "community", "ridge_admin"])
def test_seats_of_numbers_and_other_hubs_see_no_photo(world: World, who: str) -> None:
    from hubtable.hubs.models import Photo

    show(world, "police")
    with as_seat(world[who]):
        assert not Photo.objects.exists()
