"""What the tests of the table's pages do again and again, through the pages alone."""

import re
from html import unescape
from typing import Any

from django.test import Client


def stamp_of(html: str, action: str) -> dict[str, str]:
    """The stamp of the form that is sent to `action`; of the first form without one."""
    for form in re.findall(r"<form\b.*?</form>", html, re.DOTALL):
        target = re.search(r'action="([^"]*)"', form)
        if target and target[1].partition("#")[0] in (action, ""):
            pairs = re.findall(r'name="(request_id|version|seat)" value="([^"]*)"', form)
            if pairs:
                return {name: unescape(value) for name, value in pairs}
    raise AssertionError(f"no form for {action}")


def sent(client: Client, opened: str, action: str = "", **fields: Any) -> Any:
    """Open a page and send its form for `action` (its own form when empty)."""
    shown = client.get(opened)
    assert shown.status_code == 200, (opened, shown.status_code)
    where = action or opened
    return client.post(where, {**stamp_of(shown.content.decode(), where), **fields})


ANSWERS: dict[str, Any] = {
    "abuse_suspected": "no",
    "criteria": ["interest", "probability", "severity", "multidisciplinary"],
    "tried": ["outreach"],
    "consent": "verbal",
    "regimes": ["ferpa"],
    "interpreter": "no",
    "language": "",
    "risk_factors": ["Housing", "Mental Health"],
}


def begin(client: Client, kind: str = "person") -> str:
    """Begin a worksheet and answer that nobody is in danger; its id."""
    answer = sent(client, "/table/screening/", type=kind)
    assert answer.status_code == 302, answer.content.decode()
    pk = str(answer["Location"]).split("/")[3]
    assert sent(client, f"/table/screening/{pk}/", danger="no").status_code == 302
    return pk


def people_of(html: str) -> list[str]:
    """The ids of the persons on a worksheet."""
    return re.findall(r'id="person-([0-9a-f-]{36})"', html)


def worksheet(client: Client, kind: str = "person", **changed: Any) -> str:
    """Fill in a worksheet that could be submitted; its id."""
    pk = begin(client, kind)
    address = f"/table/screening/{pk}/"
    people = people_of(client.get(address).content.decode())
    codes = {f"{one}_{part}": value for one in people for part, value in SOMEONE.items()}
    answer = sent(client, address, **{**ANSWERS, **codes, **changed})
    assert answer.status_code == 302, answer.content.decode()
    return pk


SOMEONE = {"role": "main", "sex": "female", "age_group": "30-39"}


def queries(client: Client, path: str) -> int:
    """How many questions a page asks the database under the acting seat."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return len(captured)
