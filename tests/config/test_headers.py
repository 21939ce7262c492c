"""What every answer carries, whatever page it is and whoever asks."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.hubs.person import browser_of
from tests.world import World

SOMEWHERE = "11111111-1111-4111-8111-111111111111"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ELSEWHERE = {
    "/find/": {"Referrer-Policy": "no-referrer"},
    "/api/hsds/": {"Cross-Origin-Resource-Policy": "cross-origin"},
}
"""What differs: the finder tells no site where somebody comes from; every site may read the API."""
FOR_ALL = tuple(ELSEWHERE)
"""Pages that say the same to everybody; a browser may keep them."""
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def addresses() -> list[str]:
    """Return every address of the program, filled in with what is not there."""
    from django.urls import get_resolver

    return sorted({"/" + address for address in _walk(get_resolver().url_patterns, "")})


def _walk(patterns: Any, before: str) -> Iterator[str]:
    for one in patterns:
        here = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from _walk(one.url_patterns, here)
        else:
            plain = re.sub(r"\(\?P<\w+>[^)]*\)", "1-a", re.sub(r"[\^$]", "", here))
            yield re.sub(r"<[^>]*>", _fill, plain)


def _fill(found: re.Match[str]) -> str:
    kinds = {"<uuid": SOMEWHERE, "<int": "1"}
    return kinds.get(found[0].partition(":")[0], "x")


def wrong(answer: Any, where: str = "/") -> list[str]:
    """Return what the answer of an address lacks."""
    held, path = answer.headers, where.rpartition(" ")[2]
    own = path.startswith("/find/hubs/") and answer.status_code == 404  # no Hub published
    if path.startswith("/find/") and answer.status_code in (404, 405) and not own:
        path = "/"  # nothing of the finder's: the usual page says so
    said = dict(part.strip().split(" ", 1) for part in held["Content-Security-Policy"].split(";"))
    differs = next((told for start, told in ELSEWHERE.items() if path.startswith(start)), {})
    lacks = [name for name, value in (ALWAYS | differs).items() if held.get(name) != value]
    lacks += ["policy"] * (said != POLICY)
    features = held.get("Permissions-Policy", "")
    whereabouts = "geolocation=(self)" if path.startswith("/find/") else "geolocation=()"
    off = ("camera=()", "microphone=()", "display-capture=()", whereabouts)
    lacks += [one for one in off if one not in features]
    return lacks + [name for name in ("Server", "X-Powered-By") if name in held]


def complaints(answers: dict[str, Any]) -> dict[str, list[str]]:
    """Return what the answers lack, by address."""
    return {where: lacks for where, one in answers.items() if (lacks := wrong(one, where))}


def ask(client: Any, methods: tuple[str, ...]) -> dict[str, Any]:
    """Return the answers of every address to every method."""
    client.raise_request_exception = False
    return {
        f"{method} {path}": getattr(client, method)(path, secure=True)
        for path in addresses()
        for method in methods
    }


def broken(answers: dict[str, Any]) -> list[str]:
    """Return the answers that failed, but for those that shall: no Hub is installed here."""
    shall = ("/readyz", "/styleguide/error/1/")
    return [w for w, one in answers.items() if one.status_code >= 500 and not w.endswith(shall)]


def test_the_walk_finds_the_whole_program(cluster: object) -> None:
    found = addresses()
    assert len(found) > 80
    assert {"/", "/healthz", "/account/login/", f"/table/situations/{SOMEWHERE}/"} <= set(found)
    assert not [path for path in found if re.search(r"[<>^$\\()]", path)]


def signed_in(world: World, who: str) -> Any:
    """Return a browser of somebody who has a password, as everybody who accepted has."""
    from hubtable.accounts.models import User

    address, made = f"{who}@example.org", "2026-09-01T14:00Z"
    User.objects.create(
        id=world[who].user, email=address, password="x", is_active=True, created_at=made
    )
    return browser_of(world[who])


def test_every_answer_to_a_stranger_carries_them(world: World) -> None:
    from django.test import Client

    answers = ask(Client(), ("get", "post", "options", "put"))
    assert complaints(answers) == {}
    assert broken(answers) == []
    kinds = {one.status_code for one in answers.values()}
    assert {200, 302, 405, 410} <= kinds
    unsafe = [w for w, one in answers.items() if "Strict-Transport-Security" not in one.headers]
    assert unsafe == []


@pytest.mark.parametrize("who", ["chair", "admin"])
def test_every_answer_to_somebody_signed_in_is_not_kept(world: World, who: str) -> None:
    client = signed_in(world, who)
    leaving = "/account/logout/"
    client.raise_request_exception = False
    answers = {path: client.get(path) for path in addresses() if path != leaving}
    assert complaints(answers) == {}
    inside = {where: one for where, one in answers.items() if not where.startswith(FOR_ALL)}
    kept = [w for w, one in inside.items() if "no-store" not in one.headers["Cache-Control"]]
    assert kept == []
    assert broken(answers) == []
    assert sum(one.status_code == 200 for one in answers.values()) > 10


@pytest.mark.parametrize(
    ("path", "extra", "status"),
    [
        ("/", {"HTTP_HOST": "evil.example"}, 400),
        ("/?q=%00", {}, 200),
        ("/%ff%fe/", {}, 404),
        ("/nowhere/", {"HTTP_ACCEPT_LANGUAGE": "fr, xx-" + "a" * 600}, 404),
    ],
)
def test_odd_requests_get_whole_answers(
    database: str, path: str, extra: dict[str, str], status: int
) -> None:
    from django.test import Client

    client = Client(raise_request_exception=False)
    answer = client.get(path, follow=status == 200, **extra)
    assert answer.status_code == status
    assert wrong(answer) == []
    assert "evil.example" not in answer.content.decode()


def test_a_page_that_breaks_carries_them(world: World) -> None:
    from django.test import override_settings

    client = browser_of(world["admin"])
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF="tests.hubs.site"):
        for path, status in (("/breaks/", 500), ("/refuses/", 403), ("/stale/", 409)):
            answer = client.get(path)
            assert (answer.status_code, wrong(answer)) == (status, [])
            assert "no-store" in answer.headers["Cache-Control"]


def test_cookies_are_for_this_host_only_and_hidden_from_scripts(database: str) -> None:
    from django.test import Client

    cookies = Client().get("/account/login/").cookies
    assert cookies
    for name, cookie in cookies.items():
        assert name.startswith("__Host-")
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
        assert cookie["samesite"] == "Lax"
        assert cookie["httponly"] or name.endswith("-csrf")
