"""Two originating agencies: only the desk is told, both answer, each keeps its own persons."""

from tests.table.web.pages import sent, stamp_of, worksheet
from tests.world import World

JOINING = "/table/joining/"
WHO = {"name": "Invented Twin", "birth_date": "1990-01-01", "address": "1 Nowhere Lane"}


def html(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def brought(client, regime: str, *, who=WHO) -> str:
    """Screen, keep the name, submit, through the pages; the situation's id."""
    pk = worksheet(client, regimes=[regime])
    names = f"/table/screening/{pk}/names/"
    person = html(client, names).split(f"{names}")[1].split("/")[0]
    assert sent(client, f"{names}{person}/", **who).status_code == 302
    submitted = sent(client, f"/table/screening/{pk}/check/", f"/table/screening/{pk}/submit/")
    assert submitted.status_code == 302
    return pk


def asked(client, agreed: str):
    page = html(client, "/")
    question = page.split(f"{JOINING}")[1].split("/")[0]
    return sent(client, f"{JOINING}{question}/answer/", agreed=agreed)


def test_the_desk_hears_two_references_and_nobody_else_anything(world: World, as_, clock) -> None:
    brought(as_("housing"), "none")
    clock.pass_(minutes=5)
    brought(as_("hospital"), "hipaa", who=WHO | {"name": "invented M. TWÍN"})
    page = html(as_("chair"), JOINING)
    assert "D-0001 · D-0002" in page
    assert "Twin" not in page
    assert "Pairs that may be one person (1)" in html(as_("chair"), "/")
    for seat in ("housing", "hospital", "police"):
        assert "may be one person" not in html(as_(seat), "/").lower(), seat
        assert as_(seat).get(JOINING).status_code == 403, seat


def test_protected_programs_are_left_out_of_recognizing(world: World, as_, clock) -> None:
    brought(as_("housing"), "none")
    brought(as_("treatment"), "part2")
    assert "No two situations look like one" in html(as_("chair"), JOINING)


def test_both_agree_and_the_two_are_one(world: World, as_, clock) -> None:
    first = brought(as_("housing"), "none")
    clock.pass_(minutes=5)
    brought(as_("hospital"), "hipaa")
    chair = as_("chair")
    match = html(chair, JOINING).split(f"{JOINING}")[1].split("/")[0]
    assert sent(chair, JOINING, f"{JOINING}{match}/ask/").status_code == 302
    assert "D-0002" not in html(as_("housing"), "/"), "nobody hears which other it is"
    assert asked(as_("housing"), "yes").status_code == 302
    assert "Join into" not in html(chair, JOINING)
    assert asked(as_("hospital"), "yes").status_code == 302
    assert sent(chair, JOINING, f"{JOINING}{match}/join/").status_code == 302
    assert "No two situations look like one" in html(chair, JOINING)
    situation = f"/table/situations/{first}/"
    assert "For your agency" in html(as_("hospital"), situation)
    names = f"/table/screening/{first}/names/"
    assert html(as_("housing"), names).count("A name is kept, sealed") == 1


def test_what_one_refuses_is_set_apart(world: World, as_, clock) -> None:
    brought(as_("housing"), "none")
    brought(as_("hospital"), "hipaa")
    chair = as_("chair")
    match = html(chair, JOINING).split(f"{JOINING}")[1].split("/")[0]
    sent(chair, JOINING, f"{JOINING}{match}/ask/")
    asked(as_("housing"), "no")
    assert "1 said no" in html(chair, JOINING)
    stamped = sent(chair, JOINING, f"{JOINING}{match}/apart/")
    assert stamped.status_code == 302
    assert "No two situations look like one" in html(chair, JOINING)


def test_two_references_by_hand(world: World, as_, clock) -> None:
    brought(as_("housing"), "none")
    brought(as_("elders"), "none", who=WHO | {"name": "Another Person"})
    chair = as_("chair")
    for older, newer in (("D-0001", "D-0001"), ("D-0001", "D-0099")):
        assert sent(chair, JOINING, older=older, newer=newer).status_code == 422
    assert sent(chair, JOINING, older="D-0001", newer="d-0002").status_code == 302
    assert "0 of 2 agreed" in html(chair, JOINING)


def test_a_question_is_for_the_asked_agency(world: World, as_, clock) -> None:
    brought(as_("housing"), "none")
    brought(as_("hospital"), "hipaa")
    chair = as_("chair")
    match = html(chair, JOINING).split(f"{JOINING}")[1].split("/")[0]
    sent(chair, JOINING, f"{JOINING}{match}/ask/")
    housing, hospital = as_("housing"), as_("hospital")
    question = html(housing, "/").split(f"{JOINING}")[1].split("/")[0]
    own = html(hospital, "/").split(f"{JOINING}")[1].split("/")[0]
    stamp = stamp_of(html(hospital, f"{JOINING}{own}/answer/"), f"{JOINING}{own}/answer/")
    path = f"{JOINING}{question}/answer/"
    assert hospital.post(path, stamp | {"agreed": "yes"}).status_code == 404
    assert "The chair asks" in html(housing, "/")
