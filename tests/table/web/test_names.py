"""Names: sealed where the table keeps them, in no page but the one that was asked for."""

import re
from uuid import uuid4

from tests.table.web.pages import begin, sent, worksheet
from tests.world import World, as_seat

NAME, STREET = "Zebulon Quagmire", "77 Nowhere Parkway"


def people(client, pk: str) -> list[str]:
    html = client.get(f"/table/screening/{pk}/names/").content.decode()
    return re.findall(r'id="p-([0-9a-f-]{36})"', html)


def keep(client, pk: str, person: str, **changed: str):
    fields = {"name": NAME, "birth_date": "1990-02-03", "address": STREET, **changed}
    return sent(client, f"/table/screening/{pk}/names/{person}/", **fields)


def show(client, pk: str, person: str):
    page = f"/table/screening/{pk}/names/"
    return sent(client, page, f"{page}{person}/show/")


def stamp(world: World, seat: str) -> dict[str, str]:
    """A stamp as the form would carry it, for a form that is not offered."""
    return {"request_id": str(uuid4()), "seat": str(world[seat].id), "version": ""}


def test_a_name_is_sealed_and_in_no_page(world: World, as_) -> None:
    from hubtable.vault.models import Sealed

    school = as_("school")
    pk = worksheet(school)
    (person,) = people(school, pk)
    assert keep(school, pk, person).status_code == 302
    for page in ("", "check/", "names/", f"names/{person}/"):
        html = school.get(f"/table/screening/{pk}/{page}").content.decode()
        assert NAME not in html, page
        assert "77" not in html.replace(pk, "").replace(person, "") or STREET not in html
    assert "A name is kept, sealed" in school.get(f"/table/screening/{pk}/names/").content.decode()
    with as_seat(world["school"]):
        assert NAME.encode() not in bytes(Sealed.objects.get(pk=person).body)


def test_it_is_shown_by_an_act_for_a_minute_and_recorded(world: World, as_) -> None:
    school = as_("school")
    pk = worksheet(school)
    (person,) = people(school, pk)
    keep(school, pk, person)
    answer = show(school, pk, person)
    html = answer.content.decode()
    assert NAME in html
    assert 'data-hide-after="60"' in html
    assert "Do not share this screen" in html
    assert "enforce immigration law" in html
    assert answer["Cache-Control"] == "no-store"
    assert school.get(f"/table/screening/{pk}/names/{person}/show/").status_code == 405


def test_what_was_typed_wrong_does_not_come_back_either(world: World, as_) -> None:
    school = as_("school")
    pk = worksheet(school)
    (person,) = people(school, pk)
    answer = keep(school, pk, person, birth_date="2030-01-01")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "has not come yet" in html
    assert NAME not in html
    assert STREET not in html
    assert "2030" not in html


def test_a_place_has_a_name_and_no_birth_date(world: World, as_) -> None:
    housing = as_("housing")
    pk = worksheet(housing, "dwelling", regimes=["none"])
    (place,) = people(housing, pk)
    html = housing.get(f"/table/screening/{pk}/names/{place}/").content.decode()
    assert "Which place it is" in html
    assert "birth_date" not in html
    sent(housing, f"/table/screening/{pk}/names/{place}/", name="The mill", address=STREET)
    assert "The mill" in show(housing, pk, place).content.decode()


def test_a_table_that_stores_no_names_has_no_field_for_one(world: World, as_) -> None:
    from hubtable.vault.models import Sealed

    housing = as_("housing_c")
    pk = worksheet(housing, regimes=["none"])
    html = housing.get(f"/table/screening/{pk}/names/").content.decode()
    assert "This table stores no names" in html
    assert people(housing, pk) == []
    check = housing.get(f"/table/screening/{pk}/check/").content.decode()
    assert "your agency&#39;s own file" in check or "your agency's own file" in check
    with as_seat(world["housing_c"]):
        from hubtable.table.queries.screening import subjects_of

        person = str(subjects_of(of=pk)[0].id)  # type: ignore[arg-type]
    answer = keep(housing, pk, person)
    assert answer.status_code == 422
    assert "stores no names" in answer.content.decode()
    with as_seat(world["housing_c"]):
        assert not Sealed.objects.exists()


def test_nobody_else_shows_it(world: World, as_) -> None:
    school = as_("school")
    pk = worksheet(school)
    (person,) = people(school, pk)
    keep(school, pk, person)
    sent(school, f"/table/screening/{pk}/check/", f"/table/screening/{pk}/submit/")
    for seat in ("chair", "police", "hospital"):
        answer = as_(seat).post(f"/table/screening/{pk}/names/{person}/show/", stamp(world, seat))
        assert answer.status_code == 404
        assert NAME not in answer.content.decode()


def test_not_a_person_of_another_situation(world: World, as_) -> None:
    school = as_("school")
    one, other = worksheet(school), worksheet(school)
    (stranger,) = people(school, other)
    keep(school, other, stranger)
    page = f"/table/screening/{one}/names/"
    assert school.get(f"{page}{stranger}/").status_code == 404
    assert school.post(f"{page}{stranger}/show/", stamp(world, "school")).status_code == 404


def test_nothing_to_show_where_nothing_is_kept(world: World, as_) -> None:
    school = as_("school")
    pk = begin(school)
    assert "Show names" not in school.get(f"/table/screening/{pk}/names/").content.decode()
