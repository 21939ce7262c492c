"""Every page of the Hub: who opens it, and that it opens at all."""

from tests.world import World, as_seat

ADMIN_ONLY = {"admin": 200, "agency_lead": 403, "chair": 403, "analyst": 403}
KEEPS = {"admin": 200, "agency_lead": 200, "chair": 403, "privacy_contact": 403}


def pages(world: World) -> dict[str, dict[str, int]]:
    """Path → role → status of a GET."""
    hospital, police = world.agencies["hospital"], world.agencies["police"]
    lead = world["agency_lead"]
    with as_seat(world["admin"]):
        from hubtable.hubs.actions import founding
        from hubtable.hubs.models import Program
        from tests.world import NOW

        town = founding.add_town(by=world["admin"], at=NOW, name="Brookside", state="MA")
        program = Program.objects.get(agency=hospital).pk
        police_program = Program.objects.get(agency=police).pk
    admin_only = [
        "/hub/change/",
        "/hub/towns/",
        f"/hub/towns/{town}/end/",
        "/hub/record/",
        "/hub/tables/",
        "/hub/tables/add/",
        f"/hub/tables/{world.tables['A']}/",
        f"/hub/tables/{world.tables['A']}/change/",
        f"/hub/tables/{world.tables['A']}/words/",
        f"/hub/tables/{world.tables['A']}/end/",
        f"/hub/tables/{world.tables['A']}/send/",
        f"/hub/delegations/{world.delegations['police_A']}/end/",
        "/hub/words/",
        "/hub/words/add/",
        f"/hub/words/{world.vocabulary}/",
        f"/hub/words/{world.vocabulary}/risk_factor/",
        "/hub/agencies/",
        "/hub/agencies/print/",
        "/hub/agencies/agencies.csv",
        "/hub/agencies/add/",
        f"/hub/agencies/{hospital}/change/",
        f"/hub/agencies/{hospital}/end/",
        f"/hub/agencies/{hospital}/agreements/add/",
        f"/hub/agreements/{world.agreements['hospital']}/change/",
        f"/hub/agreements/{world.agreements['hospital']}/end/",
        f"/hub/people/{lead.person}/agreement/add/",
        f"/hub/people/{lead.person}/agreement/end/",
        "/hub/seats/add/",
        f"/hub/seats/{world['police'].id}/end/",
    ]
    kept = [
        f"/hub/agencies/{hospital}/",
        f"/hub/agencies/{hospital}/programs/add/",
        f"/hub/programs/{program}/change/",
        f"/hub/programs/{program}/end/",
        "/hub/people/",
        "/hub/people/print/",
        "/hub/people/people.csv",
        "/hub/people/add/",
        f"/hub/people/{lead.person}/",
        f"/hub/people/{lead.person}/change/",
        f"/hub/people/{lead.person}/end/",
    ]
    others = [
        f"/hub/agencies/{police}/",
        f"/hub/programs/{police_program}/change/",
        f"/hub/people/{world['police'].person}/",
        f"/hub/people/{world['police'].person}/change/",
    ]
    return (
        dict.fromkeys(admin_only, ADMIN_ONLY)
        | dict.fromkeys(kept, KEEPS)
        | {path: {"admin": 200, "agency_lead": 404, "chair": 403} for path in others}
        | {"/hub/": {"admin": 200, "agency_lead": 302, "chair": 403}}
    )


def test_every_page_opens_for_its_roles_and_no_other(world: World, as_) -> None:
    wrong = {}
    expected = pages(world)
    for name in ("admin", "agency_lead", "chair", "analyst", "privacy_contact"):
        client = as_(name)
        for path, roles in expected.items():
            if name in roles and (got := client.get(path).status_code) != roles[name]:
                wrong[path, name] = got
    assert wrong == {}


def test_the_admin_of_another_hub_finds_nothing(world: World, as_) -> None:
    client = as_("ridge_admin")
    mine = {p for p in pages(world) if any(c.isdigit() for c in p)}
    found = {path for path in mine if client.get(path).status_code != 404}
    assert found == set()
