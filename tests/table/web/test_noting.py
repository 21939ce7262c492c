"""The checked note: where the policy allows it, on members' own screens, and gone at the end."""

from tests.situations import accept, meet, present, reject, screening, submit
from tests.table.web.pages import sent
from tests.table.web.test_intervening import html
from tests.world import World

TEXT = "The heat is off and the winter has begun"


def allow(cluster, world: World) -> None:
    from django.db import connection

    with cluster.as_superuser(connection.settings_dict["NAME"]) as raw:
        raw.execute("UPDATE hubs_table SET note_allowed = true WHERE id = %s", [world.tables["A"]])


def test_only_where_the_policy_allows_it(world: World, cluster, as_, clock) -> None:
    one = screening(world)
    path = f"/table/screening/{one.id}/note/"
    assert as_("school").get(path).status_code == 404
    assert "One note" not in html(as_("school"), f"/table/screening/{one.id}/check/")
    allow(cluster, world)
    assert "One note" in html(as_("school"), f"/table/screening/{one.id}/check/")
    assert as_("police").get(path).status_code == 404
    assert sent(as_("school"), path, text=TEXT).status_code == 302
    assert TEXT in html(as_("school"), path)
    assert sent(as_("school"), path, text="").status_code == 302
    assert TEXT not in html(as_("school"), path)


def test_the_guard_and_the_length(world: World, cluster, as_, clock) -> None:
    allow(cluster, world)
    path = f"/table/screening/{screening(world).id}/note/"
    for wrong in ("Born 04/12/1988", "Invented Person 0 is cold", "x" * 301):
        assert sent(as_("school"), path, text=wrong).status_code == 422, wrong


def test_on_members_own_screens_only(world: World, cluster, as_, clock) -> None:
    allow(cluster, world)
    one = screening(world)
    sent(as_("school"), f"/table/screening/{one.id}/note/", text=TEXT)
    one = present(meet(submit(one), ["police", "school"]))
    clock.pass_(hours=1)
    assert as_("school").get(f"/table/screening/{one.id}/note/").status_code == 404
    for path in (f"/table/situations/{one.id}/", "/table/meeting/"):
        page = html(as_("police"), path)
        assert TEXT in page
        assert "noprint note info" in page
    for path in ("/table/room/", f"/table/presenting/{one.id}/card/"):
        assert TEXT not in html(as_("police"), path), path
    assert TEXT not in html(as_("hospital"), f"/table/situations/{one.id}/")
    accept(one)
    clock.pass_(hours=25)
    assert TEXT not in html(as_("police"), f"/table/situations/{one.id}/")


def test_gone_when_it_is_decided_against(world: World, cluster, as_, clock) -> None:
    allow(cluster, world)
    one = screening(world)
    sent(as_("school"), f"/table/screening/{one.id}/note/", text=TEXT)
    reject(present(meet(submit(one), ["police", "school"])))
    clock.pass_(hours=1)
    assert TEXT not in html(as_("school"), f"/table/situations/{one.id}/")
