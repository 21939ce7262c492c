"""The pages of both ways, and of entering for an agency."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.situations import accept, meet, present, screening, submit
from tests.table.exchange.files import file_of, rows_of, taken_out
from tests.table.web.pages import ANSWERS, sent, stamp_of
from tests.world import NOW, World

RIGHT = {
    "type": "person", "state": "submitted", "submitted": "2026-11-01T10:00:00-05:00",
    "originating_sector": "Policing",
}  # fmt: skip


def uploaded(client: Any, text: str | bytes) -> Any:
    body = text.encode() if isinstance(text, str) else text
    return sent(client, "/table/file/", file=SimpleUploadedFile("any.csv", body))


def test_the_download_is_what_the_seat_sees(world: World, as_) -> None:
    accept(present(meet(submit(screening(world)), ["school"])))
    chair = as_("chair")
    answer = sent(chair, "/table/file/", "/table/file/out/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    body = b"".join(answer.streaming_content).decode()
    assert body == "\ufeff" + taken_out(world["chair"])


def test_right_rows_come_in_and_the_wrong_are_set_aside(world: World, as_) -> None:
    chair = as_("chair")
    text = file_of(
        RIGHT | {"reference": "D-0001"},
        RIGHT | {"reference": "Zora Canary"},
        RIGHT | {"reference": "D-0003"},
    )
    answer = uploaded(chair, text)
    assert answer.status_code == 302, answer.content.decode()
    here = answer["Location"]
    page = chair.get(here).content.decode()
    assert "1 row is wrong" in page
    assert "A reference looks like D-0141." in page
    assert "Zora" not in page
    assert len(rows_of(taken_out(world["chair"]))) == 0
    done = chair.post(f"{here}take/", {**stamp_of(page, f"{here}take/"), "choice": "all_but_wrong"})
    assert done.status_code == 302
    page = chair.get(here).content.decode()
    assert "2 situations were brought in" in page
    aside = b"".join(chair.get(f"{here}aside/").streaming_content).decode("utf-8-sig")
    assert [row["line"] for row in rows_of(aside)] == ["3"]
    assert len(rows_of(taken_out(world["chair"]))) == 2
    assert as_("coordinator").get(here).status_code == 404
    sent(chair, here, f"{here}discard/")
    assert chair.get(here).status_code == 404


def test_a_whole_file_comes_in_once(world: World, as_) -> None:
    chair = as_("chair")
    here = uploaded(chair, file_of(RIGHT | {"reference": "D-0007"}))["Location"]
    stamp = stamp_of(chair.get(here).content.decode(), f"{here}take/")
    for _ in range(2):
        assert chair.post(f"{here}take/", {**stamp, "choice": "all_or_nothing"}).status_code == 302
    assert len(rows_of(taken_out(world["chair"]))) == 1
    assert "Nothing new" in chair.get(uploaded(chair, taken_out(world["chair"]))["Location"]).text


def test_a_file_that_is_none_is_refused_and_not_kept(world: World, as_) -> None:
    from hubtable.table.models import Intake
    from tests.world import as_seat

    answer = uploaded(as_("chair"), "name;address\nZora Canary;1 Nowhere Lane\n")
    assert answer.status_code == 422
    assert "names none of our columns" in answer.content.decode()
    assert "Zora" not in answer.content.decode()
    with as_seat(world["chair"], NOW):
        assert not Intake.objects.exists()


def test_only_the_desk_opens_them(as_) -> None:
    for seat in ("police", "analyst"):
        assert as_(seat).get("/table/file/").status_code == 403
    assert as_("chair").get("/table/entering/").status_code == 403


def entered(world: World, coordinator: Any, agency: str = "housing") -> Any:
    delegation = str(world.delegation(agency))
    first = sent(
        coordinator, "/table/entering/", agency=delegation, type="person", people="2", danger="no"
    )
    assert first.status_code == 302, first.content.decode()
    codes = {f"00000000-0000-0000-0000-000000000001_{k}": v for k, v in SOMEONE.items()}
    fields = {key: value for key, value in ANSWERS.items() if key != "regimes"}
    return sent(coordinator, first["Location"], **fields, **codes)


SOMEONE = {"sex": "female", "age_group": "60+"}


def test_entered_for_an_agency_that_then_corrects_and_names(world: World, as_) -> None:
    coordinator = as_("coordinator")
    assert entered(world, coordinator).status_code == 302
    housing = as_("housing")
    html = housing.get("/table/?ours=1").content.decode()
    pk = html.split("/table/situations/")[1][:36]
    page = housing.get(f"/table/situations/{pk}/").content.decode()
    assert "Entered for Brookside Housing" in page
    assert "Cora Lind" in page
    assert housing.get(f"/table/correcting/{pk}/").status_code == 200
    assert housing.get(f"/table/screening/{pk}/names/").status_code == 200
    seen = coordinator.get(f"/table/situations/{pk}/").content.decode()
    assert "Entered for" not in seen
    assert "60" not in seen.split("<main")[1]
    for path in (f"/table/screening/{pk}/names/", f"/table/correcting/{pk}/"):
        assert coordinator.get(path).status_code == 404
    assert as_("police").get(f"/table/situations/{pk}/").status_code == 404


def test_danger_stops(world: World, as_) -> None:
    answer = sent(
        as_("coordinator"), "/table/entering/", agency=str(world.delegation("housing")),
        type="person", people="2", danger="yes",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Call 911" in answer.content.decode()
