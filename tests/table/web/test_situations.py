"""The list and one situation: what each seat sees, found and sorted, and no more questions."""

import re
from uuid import uuid4

import pytest

from tests.situations import accept, meet, present, reject, screening, submit
from tests.table.web.pages import queries
from tests.world import World, as_seat

LIST = "/table/"


def html(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def references(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', page)


@pytest.fixture
def later(clock):
    clock.pass_(hours=6)
    return clock


class TestOne:
    def test_hidden_and_not_there_are_the_same_page(self, world: World, as_, later) -> None:
        hidden, nothing = str(screening(world, "school").id), str(uuid4())
        for seat in ("police", "chair", "hospital_b", "ridge_chair"):
            for path in ("/table/situations/{}/", "/table/presenting/{}/card/",
                         "/table/correcting/{}/",
                         "/table/screening/{}/", "/table/screening/{}/names/"):  # fmt: skip
                pages = [as_(seat).get(path.format(pk)) for pk in (hidden, nothing)]
                assert [page.status_code for page in pages] == [404, 404], (seat, path)
                bodies = [
                    page.content.decode().replace(pk, "")
                    for page, pk in zip(pages, (hidden, nothing), strict=True)
                ]
                assert bodies[0] == bodies[1], (seat, path)

    def test_the_agency_that_brought_it(self, world: World, as_, later) -> None:
        one = present(meet(submit(screening(world, "school")), ["police"]))
        page = html(as_("school"), f"/table/situations/{one.id}/")
        for words in ("D-0001", "alcohol use by the person", "History", "Sam Ito", "Names"):
            assert words in page
        assert "Correct the description" in page

    def test_in_the_room_and_not(self, world: World, as_, later) -> None:
        one = present(meet(submit(screening(world, "school")), ["police"]))
        page = html(as_("police"), f"/table/situations/{one.id}/")
        assert "alcohol use by the person" in page
        assert "History" not in page
        assert "Brookside Schools" not in page
        page = html(as_("treatment"), f"/table/situations/{one.id}/")
        assert "The description is not open to your seat" in page
        assert "alcohol" not in page.lower()

    def test_after_the_offering_window_the_room_sees_it_no_more(self, world, as_, clock) -> None:
        one = present(meet(submit(screening(world, "school")), ["police"]))
        clock.pass_(hours=23)
        assert "Closes to you" in html(as_("police"), f"/table/situations/{one.id}/")
        clock.pass_(hours=2)
        assert "alcohol" not in html(as_("police"), f"/table/situations/{one.id}/").lower()

    def test_opening_it_leaves_rows_in_the_trail(self, world: World, cluster, as_, later) -> None:
        from django.db import connection

        one = accept(present(meet(submit(screening(world, "school")), ["police"])))
        html(as_("police"), f"/table/situations/{one.id}/")
        html(as_("police"), f"/table/situations/{one.id}/")
        with cluster.as_superuser(connection.settings_dict["NAME"]) as raw:
            rows = raw.execute(
                "SELECT detail ->> 'class' FROM audit_entry WHERE verb = 'seen' AND record = %s"
                " ORDER BY seq",
                [one.id],
            ).fetchall()
        assert [row[0] for row in rows] == ["described", "reported"]

    def test_the_first_visit_has_a_limit(self, world: World, as_, later) -> None:
        one = accept(present(meet(submit(screening(world, "school")), ["police"])))
        assert "First visit" in html(as_("treatment"), f"/table/situations/{one.id}/")

    def test_the_reading_card(self, world: World, as_, later) -> None:
        one = present(meet(submit(screening(world, "school")), ["police"]))
        page = html(as_("police"), f"/table/presenting/{one.id}/card/")
        assert "This is about one person: female, 30" in page
        assert as_("treatment").get(f"/table/presenting/{one.id}/card/").status_code == 404


class TestCorrecting:
    FIELDS = {
        "interpreter": "yes",
        "language": "khmer",
        "risk_factors": ["Housing"],
        "reason": "learned",
    }

    def correct(self, client, one, **changed):
        from tests.table.web.pages import sent

        address = f"/table/correcting/{one.id}/"
        person = str(one.people[0])
        codes = {f"{person}_sex": "female", f"{person}_age_group": "60+"}
        return sent(client, address, **{**self.FIELDS, **codes, **changed})

    def test_a_correction_is_a_new_revision_with_a_reason(self, world, as_, later) -> None:
        one = present(meet(submit(screening(world, "school")), ["police"]))
        assert self.correct(as_("school"), one).status_code == 302
        page = html(as_("school"), f"/table/situations/{one.id}/")
        assert "Corrected: we learned more" in page
        assert "revision 2" in page
        page = html(as_("police"), f"/table/situations/{one.id}/")
        assert "Housing" in page
        assert "alcohol" not in page.lower()

    def test_without_a_reason_nothing_changes(self, world: World, as_, later) -> None:
        one = submit(screening(world, "school"))
        assert self.correct(as_("school"), one, reason="").status_code == 422
        assert "revision 2" not in html(as_("school"), f"/table/situations/{one.id}/")

    def test_the_second_of_two_is_told(self, world: World, as_, later) -> None:
        from tests.table.web.pages import stamp_of

        one = submit(screening(world, "school"))
        address = f"/table/correcting/{one.id}/"
        stamp = stamp_of(html(as_("school"), address), "")
        self.correct(as_("school"), one)
        late = {**stamp, **self.FIELDS, "risk_factors": ["Poverty"], "request_id": str(uuid4())}
        answer = as_("school").post(address, late)
        assert answer.status_code == 409
        assert "Poverty" in answer.content.decode()

    def test_words_of_ones_own_are_refused(self, world: World, as_, later) -> None:
        one = submit(screening(world, "school"))
        assert self.correct(as_("school"), one, flags=["my words"]).status_code == 422

    def test_what_was_chosen_before_stays_to_choose(self, world: World, as_, later) -> None:
        """The table offers categories only; the situation was described with a factor."""
        one = submit(screening(world, "school"))
        page = html(as_("school"), f"/table/correcting/{one.id}/")
        assert re.search(r'value="Alcohol: alcohol use by person" checked', page)

    def test_nobody_else_corrects(self, world: World, as_, later) -> None:
        one = present(meet(submit(screening(world, "school")), ["police"]))
        assert as_("police").get(f"/table/correcting/{one.id}/").status_code == 404
        assert as_("chair").get(f"/table/correcting/{one.id}/").status_code == 404


class TestList:
    def test_each_seat_its_own(self, world: World, as_, later) -> None:
        shown = present(meet(submit(screening(world, "school")), ["police"]))
        submit(screening(world, "hospital"))
        screening(world, "housing")
        assert references(html(as_("treatment"), LIST)) == ["D-0001"]
        assert sorted(references(html(as_("chair"), LIST))) == ["D-0001", "D-0002"]
        assert sorted(references(html(as_("housing"), LIST))) == ["D-0001", "Draft"]
        assert references(html(as_("hospital_b"), LIST)) == []
        assert shown.id

    def test_empty(self, world: World, as_, later) -> None:
        assert "No situation is open to your seat yet" in html(as_("housing_c"), LIST)
        assert "Nothing fits" in html(as_("housing_c"), f"{LIST}?q=D-0001")

    def test_search_by_reference_and_number(self, world: World, as_, later) -> None:
        one = accept(present(meet(submit(screening(world, "school")), ["police"])))
        reject(present(submit(screening(world, "school"))))
        chair = as_("chair")
        for asked in ("D-0001", "1", "d 1", "2026-1", "2026-001"):
            assert references(html(chair, f"{LIST}?q={asked}")) == ["D-0001"], asked
        assert references(html(chair, f"{LIST}?q=D-0009")) == []
        assert one.id

    def test_filters(self, world: World, as_, later) -> None:
        accept(present(meet(submit(screening(world, "school")), ["police"])))
        reject(present(submit(screening(world, "school", people=2))))
        submit(screening(world, "police"))
        chair = as_("chair")
        assert references(html(chair, f"{LIST}?state=rejected")) == ["D-0002"]
        assert references(html(chair, f"{LIST}?type=family")) == ["D-0002"]
        assert references(html(chair, f"{LIST}?ours=1")) == ["D-0003"]
        assert references(html(chair, f"{LIST}?state=accepted&type=family")) == []
        assert len(references(html(chair, f"{LIST}?state=nonsense&type=x"))) == 3

    def test_sorting(self, world: World, as_, later) -> None:
        for _ in range(3):
            submit(screening(world, "school"))
        chair = as_("chair")
        up = references(html(chair, f"{LIST}?sort=reference"))
        assert up == ["D-0001", "D-0002", "D-0003"]
        assert references(html(chair, f"{LIST}?sort=x")) == references(html(chair, LIST))

    def test_pages_in_a_stable_order(self, world: World, cluster, as_, later) -> None:
        many(world, cluster, 60)
        chair = as_("chair")
        seen = [
            name for page in (1, 2, 3) for name in references(html(chair, f"{LIST}?page={page}"))
        ]
        assert len(seen) == len(set(seen)) == 60
        assert 'rel="next"' not in html(chair, f"{LIST}?page=3")
        assert 'rel="prev"' in html(chair, f"{LIST}?page=3")
        assert references(html(chair, f"{LIST}?page=nonsense"))[0] == seen[0]
        assert "Nothing" in html(chair, f"{LIST}?page=9")

    @pytest.mark.parametrize("path", [LIST, "/", "/table/meeting/"])
    @pytest.mark.parametrize("seat", ["chair", "school"])
    def test_no_more_questions_with_more_rows(
        self, world: World, cluster, as_, later, path: str, seat: str
    ) -> None:
        submit(screening(world, "school"))
        meet(submit(screening(world, "school")), ["police", "school"])
        client = as_(seat)
        few = queries(client, path)
        many(world, cluster, 60)
        assert queries(client, path) == few


def many(world: World, cluster, number: int) -> None:
    """Submitted situations of the school, all at one moment, made past the lock."""
    from django.db import connection

    with as_seat(world["school"]):
        table, origin = world["school"].table, world.delegation("school")
    with cluster.as_superuser(connection.settings_dict["NAME"]) as raw:
        raw.execute(FILL, {"table": table, "origin": origin, "number": number})


FILL = """
WITH made AS (
    INSERT INTO table_discussion (id, table_id, type, reference, state, version, moved_at)
    SELECT gen_random_uuid(), %(table)s, 'person', 'D-1' || lpad(n::text, 4, '0'), 'submitted', 2,
           timestamptz '2026-11-24 15:02Z'
    FROM generate_series(1, %(number)s) n RETURNING id
), origins AS (
    INSERT INTO table_origin (id, discussion_id, delegation_id, by_seat)
    SELECT gen_random_uuid(), id, %(origin)s, gen_random_uuid() FROM made
), announced AS (
    INSERT INTO table_announcement (id, sector) SELECT id, 'Education' FROM made
)
INSERT INTO vault_ledger (id, record, class, viewer, step, manner, basis, reason, opens, since,
                          until)
SELECT gen_random_uuid(), made.id, x.class, x.viewer, 'submitted', 'screen', 'table_agreement',
       'submitted', true, timestamptz '2026-11-24 15:02Z', 'infinity'
FROM made, (SELECT 'announced' AS class, desk AS viewer FROM hubs_table WHERE id = %(table)s
            UNION ALL SELECT 'described', %(origin)s::uuid) x
"""
