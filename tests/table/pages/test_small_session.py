"""Two agencies meet about one situation without the table: asked, presented, decided, assigned."""

from playwright.sync_api import expect

from tests.browsing import press, too_wide, violations
from tests.situations import screening, submit
from tests.table.pages.conftest import EARLIER, Cast
from tests.world import World

MEETING = "/table/meeting/"


def test_a_small_session_through_to_its_assignment(world: World, opens: Cast) -> None:
    submit(screening(world, "school", at=EARLIER))
    chair = opens("chair", f"{MEETING}?kind=convened")
    chair.get_by_label("D-0001").check()
    for asked in ("Valley Hospital", "Brookside Housing"):
        chair.get_by_label(asked).check()
    for sentence in chair.get_by_role("group", name="Confirm").get_by_role("checkbox").all():
        sentence.check()
    chair.get_by_role("button", name="Begin the small session").click()
    main = chair.get_by_role("main")
    expect(main).to_contain_text("Small session")
    expect(main).not_to_contain_text("Brookside Schools")
    others = {}
    for seat in ("school", "hospital", "housing"):
        others[seat] = opens(seat, MEETING)
        others[seat].get_by_role("button", name="Check in").click()
        expect(others[seat].get_by_role("heading", level=1)).to_contain_text("Nothing is on now")
    outside = opens("fire", MEETING)
    expect(outside.get_by_role("heading", level=1)).not_to_contain_text("D-0001")
    press(chair, "n")
    for page in (chair, *others.values()):
        expect(page.get_by_role("heading", level=1)).to_contain_text("D-0001")
        assert violations(page) == []
        assert not too_wide(page)
    others["hospital"].get_by_role("button", name="This is our kind of work").click()
    expect(others["hospital"].get_by_text("Noted: our kind of work")).to_be_visible()
    press(chair, "d")
    expect(main).to_contain_text("Accepted. Hub number")
    press(chair, "n")
    expect(main).to_contain_text("The names round is open")
    school = others["school"]
    school.locator("#own-rounds a").first.click()
    school.get_by_label("Tell Valley Hospital", exact=True).check()
    school.get_by_label("Own observation").check()
    school.get_by_label("Reason", exact=True).fill("To ask whether it can help")
    school.get_by_role("button", name="Tell those chosen").click()
    expect(others["hospital"].get_by_role("main")).to_contain_text("Your agency was told")
    press(others["hospital"], "l")
    others["hospital"].get_by_role("button", name="Could help").click()
    expect(others["hospital"].get_by_role("main")).to_contain_text("All answered")
    school.reload()
    school.locator("#propose").get_by_label("Leads: Valley Hospital", exact=True).check()
    school.get_by_role("button", name="Propose to the chair", exact=True).click()
    expect(main).to_contain_text("1 of 1 proposed")
    press(chair, "a")
    expect(main).to_contain_text("Assigned. All others who were told have lost sight.")
    expect(main).to_contain_text("Only the agencies that act see it now.")
    expect(chair.get_by_role("button", name="Check in your agency")).to_have_count(0)
    outside.goto("/table/")
    expect(outside.get_by_role("main")).not_to_contain_text("Invented Person")
