"""What every answer has: an entity tag, leave to be read by other sites, nothing of a session."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.directory.records import as_feed
from tests.interop.hsds.asking import ROOT, get, post, told
from tests.interop.hsds.invented import Invented
from tests.world import NOW


def test_what_has_not_changed_is_not_sent_again(invented: Invented) -> None:
    for path in ("", "services", f"services/{invented.bags}", "openapi.json"):
        tag = get(path)["ETag"]
        for known in (tag, f'"other", W/{tag}', "*"):
            again = get(path, {"If-None-Match": known})
            assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
        assert get(path, {"If-None-Match": '"other"'}).status_code == 200


def test_the_tag_follows_the_smallest_part(invented: Invented) -> None:
    from hubtable.directory.models import Language

    path = f"services/{invented.bags}"
    before = get(path)
    later = NOW + timedelta(minutes=5)
    with as_feed(later):
        Language.objects.update(note="Mondays", changed_at=later)
    after = get(path)
    assert after["ETag"] != before["ETag"]
    assert after["Last-Modified"] == "Tue, 24 Nov 2026 15:05:00 GMT"
    assert get(path, {"If-Modified-Since": before["Last-Modified"]}).status_code == 200
    assert get(path, {"If-Modified-Since": after["Last-Modified"]}).status_code == 304


def test_what_was_removed_changes_what_it_stood_in(invented: Invented) -> None:
    from hubtable.directory.models import Phone

    path, later = f"services/{invented.bags}", NOW + timedelta(minutes=5)
    with as_feed(later):
        Phone.objects.update(ended_at=later)
    assert "phones" not in told(path)["contacts"][0]
    assert get(path)["Last-Modified"] == "Tue, 24 Nov 2026 15:05:00 GMT"


def test_every_site_may_read_it(invented: Invented) -> None:
    asked = Client().options(f"{ROOT}services", headers={"Origin": "https://other.example"})
    assert asked.status_code == 204
    for answer in (asked, get("services"), get("services/none"), get("services", page="x")):
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "POST" in answer["Access-Control-Allow-Methods"] or "none" in str(answer.request)
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Access-Control-Allow-Credentials" not in answer


def test_no_cookie_comes_near_it(invented: Invented) -> None:
    for answer in (get("services"), post("services", "{}"), get("changes/"), get("nowhere")):
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")


def test_who_publishes_it(invented: Invented) -> None:
    told_of = told("")
    assert told_of["version"] == "3.1"
    assert told_of["openapi_url"] == "https://testserver/api/hsds/v3/openapi.json"
    assert told_of["publisher"] == {
        "name": "Directory of testserver",
        "website": "https://testserver/",
    }


@pytest.mark.parametrize("key", ["none", "0" * 36, "00000000-0000-0000-0000-000000000000", "%00"])
def test_a_record_that_is_not_there(invented: Invented, key: str) -> None:
    answer = get(f"services/{key}")
    assert answer.status_code == 404
    assert answer.json()["status"] == 404


def test_other_methods_are_refused_in_json(invented: Invented) -> None:
    for method, path in (("put", "services"), ("delete", f"services/{invented.bags}")):
        answer = getattr(Client(), method)(ROOT + path, secure=True)
        assert answer.status_code == 405
        assert "GET" in answer["Allow"]
        assert "GET" in answer.json()["detail"]


def test_a_slash_too_many_leads_on(invented: Invented) -> None:
    answer = get("services/", page=2)
    assert (answer.status_code, answer["Location"]) == (308, f"{ROOT}services?page=2")


def test_a_head_is_an_answer_without_body(invented: Invented) -> None:
    answer = Client().head(f"{ROOT}services?format=ndjson", secure=True)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/x-ndjson")
    assert Client().head(f"{ROOT}services", secure=True)["ETag"] == get("services")["ETag"]
