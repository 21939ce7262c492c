"""Taxonomies side by side: put there, looked through, and services sorted under them."""

import csv
import re
from collections.abc import Callable
from importlib import resources
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.directory.importing.feeds import bring
from tests.directory.records import as_feed, made
from tests.hubs.person import hidden, send
from tests.material import MATERIAL, needs_material
from tests.table.web.pages import queries
from tests.world import NOW, World, as_seat

As = Callable[..., Client]
LIST = "/directory/taxonomies/"
ELIGIBILITY = MATERIAL / "taxonomy" / "open-eligibility"
FHIR = MATERIAL / "fhir"


def text(client: Client, path: str = LIST) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def post(client: Client, path: str, page: str, **fields: Any) -> Any:
    """Send a form that stands on a page, with the stamp it carries there."""
    return client.post(path, {**hidden(text(client, page)), **fields})


def put(world: World, key: str = "gravity") -> int:
    from hubtable.directory.actions import vocabularies

    with as_seat(world["steward"]):
        return vocabularies.put(by=world["steward"], at=NOW, key=key)


def test_a_steward_puts_what_comes_with_the_program(as_: As, pantry: dict[str, Any]) -> None:
    from hubtable.directory.models import TaxonomyTerm

    client = as_("steward")
    assert "Gravity SDOH categories" in text(client)
    assert post(client, f"{LIST}put/", LIST, key="x").status_code == 302
    assert "No taxonomy that comes with the program" in text(client)
    assert post(client, f"{LIST}put/", LIST, key="gravity").status_code == 302
    assert post(client, f"{LIST}put/", LIST, key="hub").status_code == 302
    assert TaxonomyTerm.objects.filter(taxonomy__name="Gravity SDOH categories").count() == 24
    pantries = TaxonomyTerm.objects.get(code="food_pantry")
    assert (pantries.name, pantries.parent.name) == ("Food pantries", "Food")
    assert "Put into the directory" not in text(client)


def test_putting_it_again_changes_nothing(world: World) -> None:
    assert (put(world), put(world)) == (24, 0)


@needs_material
def test_gravitys_codes_are_those_of_its_value_set() -> None:
    import json

    told = json.loads((FHIR / "ValueSet-SDOHCC-ValueSetSDOHCategory.json").read_text())
    concepts = told["compose"]["include"][0]["concept"]
    file = resources.files("hubtable.directory") / "vocabulary" / "gravity_sdoh.csv"
    rows = list(csv.DictReader(file.read_text().splitlines()))
    assert [(one["code"], one["display"]) for one in concepts] == [
        (one["code"], one["name"]) for one in rows
    ]


def test_every_meaning_is_one_of_our_categories() -> None:
    from hubtable.directory.rules.vocabulary import categories, codes_of_term, shipped

    means = {code: codes_of_term("", code) for code, _, _ in shipped()["gravity"].terms}
    assert means["food-insecurity"] == ("food",)
    assert {one for codes in means.values() for one in codes} <= set(categories())
    assert sum(1 for codes in means.values() if codes) == 22


def test_a_service_stands_under_terms_of_two_taxonomies(
    world: World, as_: As, pantry: dict[str, Any]
) -> None:
    from hubtable.directory.actions.vocabularies import term_id
    from hubtable.directory.models import Attribute, Listing

    put(world)
    put(world, "hub")
    client = as_("steward")
    service = f"/directory/services/{pantry['service']}/"
    offered = text(client, f"{service}categories/?q=food")
    assert "Food Insecurity" in offered
    assert "Food / </span>Food pantries" in offered
    for key, code in (("gravity", "stress"), ("hub", "food_pantry")):
        path = f"{service}categories/{term_id(key, code)}/"
        assert post(client, path, f"{service}categories/").status_code == 302
    listing = Listing.objects.get(service=pantry["service"])
    assert set(listing.categories) == {"mental_health", "food", "food_pantry"}
    shown = text(client, service)
    assert "Stress" in shown
    assert "category: Stress added" in shown
    assert "Sorted under it" in text(client, f"{service}categories/?q=stress")
    stress = Attribute.objects.get(taxonomy_term=term_id("gravity", "stress"))
    assert send(client, f"/directory/attribute/{stress.pk}/end/").status_code == 302
    assert "mental_health" not in Listing.objects.get(service=pantry["service"]).categories
    assert "category: Stress taken out" in text(client, service)
    act = re.search(r"/directory/undo/([0-9a-f-]{36})/", text(client, service))
    assert act
    assert post(client, act[0], service).status_code == 302
    assert "mental_health" in Listing.objects.get(service=pantry["service"]).categories


def test_what_is_sorted_goes_out_as_hsds(world: World, as_: As, pantry: dict[str, Any]) -> None:
    from hubtable.directory.actions import tying
    from hubtable.directory.actions.vocabularies import term_id

    put(world)
    term = term_id("gravity", "food-insecurity")
    with as_seat(world["steward"]):
        tying.sort(by=world["steward"], at=NOW, service=pantry["service"], term=term)
    told = Client().get(f"/api/hsds/v3/services/{pantry['service']}").json()
    (attribute,) = told["attributes"]
    known = attribute["taxonomy_term"]
    assert (known["code"], known["name"]) == ("food-insecurity", "Food Insecurity")
    found = Client().get(f"/api/hsds/v3/services?taxonomy_term_id={term}").json()
    assert [one["id"] for one in found["contents"]] == [str(pantry["service"])]


@needs_material
def test_open_eligibility_from_its_file_is_a_tree(as_: As, pantry: dict[str, Any]) -> None:
    from hubtable.directory.models import Taxonomy

    bring(ELIGIBILITY / "taxonomy.csv")
    client = as_("steward")
    listed = text(client)
    assert "Open Eligibility" in listed
    assert "289" in listed
    path = f"{LIST}{Taxonomy.objects.get(name='Open Eligibility').pk}/"
    whole = text(client, path)
    assert whole.index("Medical Care") < whole.index("Birth Control")
    searched = text(client, f"{path}?q=birth+control")
    assert "Birth Control" in searched
    assert "Health" in searched, "with the terms above it"
    assert "Emergency Food" not in searched
    assert "No term has these words" in text(client, f"{path}?q=zzz")
    offered = text(client, f"/directory/services/{pantry['service']}/categories/?q=birth+control")
    assert "Medical Care / " in offered


def test_a_large_taxonomy_is_shown_level_by_level(
    as_: As, pantry: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from hubtable.directory.models import Taxonomy, TaxonomyTerm
    from hubtable.directory.queries import taxonomies

    with as_feed():
        whole = made(Taxonomy, name="Large")
        top = made(TaxonomyTerm, taxonomy=whole, name="Top")
        below = made(TaxonomyTerm, taxonomy=whole, name="Below", parent=top)
        made(TaxonomyTerm, taxonomy=whole, name="Deep", parent=below)
    client = as_("steward")
    path = f"{LIST}{whole.pk}/"
    assert "Deep" in text(client, path)
    monkeypatch.setattr(taxonomies, "WHOLE", 2)
    assert "Deep" not in text(client, path)
    assert "2 terms below" in text(client, path)
    assert "Below" in text(client, f"{path}?under={top.pk}")


def test_a_circle_of_a_feed_ends(as_: As, pantry: dict[str, Any]) -> None:
    from hubtable.directory.models import Taxonomy, TaxonomyTerm

    with as_feed():
        whole = made(Taxonomy, name="Round")
        top = made(TaxonomyTerm, taxonomy=whole, name="Top")
        one = made(TaxonomyTerm, taxonomy=whole, name="One", parent=top)
        two = made(TaxonomyTerm, taxonomy=whole, name="Two", parent=one)
        TaxonomyTerm.objects.filter(pk=one.pk).update(parent=two)
    for path in (f"?under={one.pk}", "?q=two", ""):
        text(as_("steward"), f"{LIST}{whole.pk}/{path}")
    text(as_("steward"), f"/directory/services/{pantry['service']}/categories/?q=two")


PAGES = ("taxonomies/", "services/{service}/categories/")


@pytest.mark.parametrize("path", PAGES)
def test_stewards_alone_open_these_pages(as_: As, pantry: dict[str, Any], path: str) -> None:
    address = f"/directory/{path.format(**pantry)}"
    assert as_("steward").get(address).status_code == 200
    for who in ("chair", "admin", "coordinator", "community"):
        assert as_(who).get(address).status_code == 403, who
    assert as_("steward").get(f"{LIST}{uuid4()}/").status_code == 404


def test_the_walls_below_the_pages_hold(world: World, pantry: dict[str, Any]) -> None:
    from django.db import DatabaseError, transaction

    from hubtable.directory.actions import tying, vocabularies
    from hubtable.directory.actions.vocabularies import term_id
    from hubtable.directory.models import Attribute, Taxonomy
    from hubtable.kernel.verdict import Refused

    put(world)
    by, term = world["chair"], term_id("gravity", "stress")
    with as_seat(by):
        with pytest.raises(Refused):
            vocabularies.put(by=by, at=NOW, key="hub")
        with pytest.raises(Refused):
            tying.sort(by=by, at=NOW, service=pantry["service"], term=term)
        with pytest.raises(DatabaseError), transaction.atomic():
            made(Taxonomy, name="x")
        with pytest.raises(DatabaseError), transaction.atomic():
            made(Attribute, link_id=pantry["service"], taxonomy_term_id=term)


def test_pages_ask_no_more_for_more_terms(world: World, as_: As, pantry: dict[str, Any]) -> None:
    from hubtable.directory.actions.vocabularies import taxonomy_id
    from hubtable.directory.models import Attribute, Taxonomy, TaxonomyTerm

    put(world)
    client = as_("steward")
    service = f"/directory/services/{pantry['service']}/"
    paths = [LIST, f"{LIST}{taxonomy_id('gravity')}/", f"{service}categories/", service]
    before = [queries(client, path) for path in paths]
    with as_feed():
        for n in range(6):
            whole = made(Taxonomy, name=f"List {n}")
            term = made(TaxonomyTerm, taxonomy=whole, name=f"Term {n}")
            made(Attribute, link_id=pantry["service"], link_entity="service", taxonomy_term=term)
    assert [queries(client, path) for path in paths] == before
