"""From a worksheet to a Hub number, page by page."""

from tests.table.web.pages import sent, worksheet
from tests.world import World


def test_screened_submitted_presented_accepted(world: World, as_) -> None:
    school, chair = as_("school"), as_("chair")
    pk = worksheet(school)
    page = school.get(f"/table/screening/{pk}/check/")
    assert "Submit to the table" in page.content.decode()
    answer = sent(school, f"/table/screening/{pk}/check/", f"/table/screening/{pk}/submit/")
    assert answer["Location"] == f"/table/situations/{pk}/"
    assert "D-0001" in school.get(answer["Location"]).content.decode()
    assert "New situations for the agenda (1)" in chair.get("/").content.decode()
    begun = sent(
        chair, "/table/meeting/", "/table/meeting/begin/", confirmed=["seats", "recording", "notes"]
    )
    assert begun.status_code == 302
    html = chair.get("/table/meeting/").content.decode()
    assert "D-0001" in html
    sent(
        as_("school"),
        "/table/meeting/",
        "/table/meeting/in/",
        delegation=str(world.delegation("school")),
    )
    sent(chair, "/table/meeting/", f"/table/presenting/{pk}/")
    html = chair.get("/table/meeting/").content.decode()
    assert "Read aloud" in html
    sent(chair, "/table/meeting/", f"/table/deciding/{pk}/accept/")
    html = chair.get("/table/meeting/").content.decode()
    assert "2026-001" in html
