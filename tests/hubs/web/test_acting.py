"""One block a request: what is rolled back, what is recorded, who acts where."""

import pytest
from django.test import Client, override_settings

from tests.cluster import Cluster
from tests.hubs.acts import trail_of
from tests.world import World, as_seat

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def site():
    with override_settings(ROOT_URLCONF="tests.hubs.site"):
        yield


def names(world: World) -> set[str]:
    from hubtable.hubs.models import Agency

    with as_seat(world["admin"]):
        return set(Agency.objects.values_list("name", flat=True))


def test_an_error_leaves_nothing_behind(world: World, as_, cluster: Cluster) -> None:
    client, before = as_("admin"), len(trail_of(cluster))
    client.raise_request_exception = False
    assert client.get("/breaks/").status_code == 500
    assert "Left behind" not in names(world)
    assert len(trail_of(cluster)) == before
    assert client.get("/hub/").status_code == 200


def test_a_refusal_leaves_one_entry_and_says_why(world: World, as_, cluster: Cluster) -> None:
    client, before = as_("admin"), len(trail_of(cluster))
    answer = client.get("/refuses/")
    assert answer.status_code == 403
    assert "Not like this." in answer.content.decode()
    assert "Left behind" not in names(world)
    entries = trail_of(cluster)[before:]
    assert [(entry.verb, entry.detail["code"]) for entry in entries] == [("refused", "because")]


def test_a_page_for_others_is_refused_and_recorded(world: World, as_, cluster: Cluster) -> None:
    answer = as_("chair").get("/hub/agencies/")
    assert answer.status_code == 403
    last = trail_of(cluster)[-1]
    assert (last.verb, last.actor) == ("refused", str(world["chair"].id))
    assert last.detail == {"code": "not_admin", "page": "hubs:agencies"}


def test_a_stale_act_answers_409(world: World, as_) -> None:
    assert as_("admin").get("/stale/").status_code == 409
    assert "Left behind" not in names(world)


def test_a_stream_is_refused(world: World, as_) -> None:
    client = as_("admin")
    client.raise_request_exception = False
    assert client.get("/streams/").status_code == 500


@pytest.mark.parametrize("path", ["/unmarked/", "/marked/"])
def test_without_a_rule_nobody_acts_and_nothing_is_seen(world: World, as_, path) -> None:
    assert as_("admin").get(path).content == b"(None, 0)"
    assert Client().get(path, secure=True).content == b"(None, 0)"


def test_the_acting_seat_stands_on_every_page_also_on_ones_account(world: World, as_) -> None:
    client = as_("admin")
    for path in ("/hub/", "/account/", "/nowhere/"):
        page = client.get(path).content.decode()
        assert "Your account" in page or "Ada Brook" in page
    assert "Hub administrator · Brookside Hub" in client.get("/account/").content.decode()


def test_pages_speak_the_time_of_the_seat(world: World, as_) -> None:
    page = as_("admin").get("/hub/record/").content.decode()
    assert "10:00 AM" in page
    assert "2:00 PM" not in page


def test_looking_changes_nothing(world: World, as_, cluster: Cluster) -> None:
    client, before = as_("admin"), trail_of(cluster)
    for path in ("/", "/hub/", "/hub/agencies/", "/hub/people/", "/hub/record/", "/seats/"):
        assert client.get(path).status_code == 200
    assert trail_of(cluster) == before
