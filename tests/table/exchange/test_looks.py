"""The page of files in a browser: a file goes in, with axe, on phone and laptop, without script."""

import os
from pathlib import Path

import pytest

from tests.browsing import too_wide, violations
from tests.table.exchange.files import file_of
from tests.table.exchange.test_pages import RIGHT
from tests.table.pages.conftest import Cast, address, opens, watched
from tests.world import World

__all__ = ["address", "opens", "watched"]


@pytest.mark.parametrize(
    ("width", "scheme", "script"),
    [(390, "light", True), (390, "dark", True), (1366, "light", False), (1366, "dark", True)],
)
def test_a_file_comes_in(
    world: World, opens: Cast, tmp_path: Path, width: int, scheme: str, script: bool
) -> None:
    file = tmp_path / "situations.csv"
    rows = [RIGHT | {"reference": f"D-{n:04}"} for n in range(1, 9)]
    file.write_text(file_of(*rows, RIGHT | {"reference": "x", "type": "cat"}), newline="")
    more = {"width": width, "color_scheme": scheme, "java_script_enabled": script}
    page = opens("coordinator", "/table/", **more)
    pictures = Path(os.environ.get("KEEP_LOOKS", str(tmp_path)))

    def judged(name: str) -> None:
        page.screenshot(path=pictures / f"{name}-{width}-{scheme}.png", full_page=True)
        if script:  # axe is a script itself
            assert violations(page) == [], name
            assert not too_wide(page), name

    page.get_by_role("link", name="Take out or bring in as a file").click()
    judged("exchange")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the file").click()
    assert download.value.suggested_filename.startswith("situations-")
    page.get_by_label("File of situations").set_input_files(file)
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_text("1 row is wrong").wait_for()
    judged("preview")
    page.get_by_role("button", name="All but the wrong").click()
    page.get_by_text("8 situations were brought in").wait_for()
    judged("result")
    with page.expect_download() as aside:
        page.get_by_role("link", name="Download the rows set aside").click()
    assert "A reference looks like" in Path(aside.value.path()).read_text(encoding="utf-8-sig")
    page.get_by_role("button", name="Done").click()
    page.get_by_role("link", name="Enter for an agency").click()
    judged("entering")
    page.get_by_label("Agency", exact=True).select_option(label="Brookside Housing")
    page.get_by_label("What it is about").select_option("family")
    page.get_by_role("radio", name="No").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Entered for Brookside Housing").wait_for()
    judged("entering-for")
