"""What another site can make a visitor's browser do here: look, and nothing else."""

from typing import Any

import pytest
from django.test import Client

from hubtable.directory.rules.saved import as_text
from tests.cluster import Cluster
from tests.directory.finder.invented import Invented

ELSEWHERE: tuple[dict[str, str], ...] = (
    {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://testserver.evil.example"},
)
HERE: tuple[dict[str, str], ...] = (
    {},
    {"Origin": "null"},
    {"Origin": "https://testserver"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    {"Sec-Fetch-Site": "none"},
)


def past(cluster: Cluster, table: str) -> list[Any]:
    """Rows as a superuser sees them."""
    from django.db import connection

    with cluster.as_superuser(str(connection.settings_dict["NAME"])) as other:
        return other.execute(f"SELECT * FROM {table}".encode()).fetchall()


def asked(cluster: Cluster, headers: dict[str, str]) -> tuple[int, int]:
    """Search and report as a page with these headers would; how many rows each left."""
    from hubtable.directory.models import Listing

    client = Client(enforce_csrf_checks=True)
    answer = client.post("/find/", {"q": "food"}, headers=headers, secure=True)
    assert answer.status_code == 200
    key = as_text([Listing.objects.order_by("id")[0].pk])
    words = {"words": "The door is around the corner."}
    answer = client.post(f"/find/at/{key}/wrong/", words, headers=headers, secure=True)
    assert answer.status_code == 200
    return len(past(cluster, "directory_searchcount")), len(past(cluster, "directory_mistake"))


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
def test_another_site_leaves_nothing(
    cluster: Cluster, invented: Invented, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from hubtable.directory.web import finder_page

    assert asked(cluster, headers) == (0, 0)
    monkeypatch.setattr(finder_page, "_from_elsewhere", lambda request: False)
    assert asked(cluster, headers) == (1, 1), "without the wall it did"


@pytest.mark.parametrize("headers", HERE, ids=str)
def test_our_own_pages_do(cluster: Cluster, invented: Invented, headers: dict[str, str]) -> None:
    assert asked(cluster, headers) == (1, 1)


def test_reports_are_bounded(cluster: Cluster, invented: Invented) -> None:
    """Nothing is known of who reports: so many a day are taken in, about whatever."""
    from django.db import connection
    from django.utils import timezone

    from hubtable.directory.actions.answering import report
    from hubtable.directory.models import Organization
    from hubtable.kernel.verdict import Refused

    one = Organization.objects.order_by("pk")[0].pk
    say = {"kind": "organization", "record": one, "words": "It has closed."}
    with cluster.as_superuser(str(connection.settings_dict["NAME"])) as other:
        other.execute(
            "INSERT INTO directory_mistake (id, record, level, at, words, settled_how)"
            " SELECT gen_random_uuid(), gen_random_uuid(), 'service', now(), 'closed', ''"
            " FROM generate_series(1, 499)"
        )
    report(at=timezone.now(), **say)
    with pytest.raises(Refused):
        report(at=timezone.now(), **say)
    with cluster.as_superuser(str(connection.settings_dict["NAME"])) as other:
        other.execute("UPDATE directory_mistake SET at = at - interval '2 days'")
    report(at=timezone.now(), **say)


def test_no_page_of_the_finder_sends_mail(invented: Invented) -> None:
    """The list is mailed by the visitor's own program: the Hub writes to nobody for strangers."""
    import inspect

    from hubtable.directory.web import finder_page, finder_service, finding

    for module in (finder_page, finder_service, finding):
        assert not any(
            word in inspect.getsource(module) for word in ("EmailMessage", "send_mail", "post_mail")
        )
    for name in ("to", "email", "mail", "phone"):
        answer = Client().post("/find/list/", {name: "b@y.example"}, secure=True)
        assert answer.status_code == 405
