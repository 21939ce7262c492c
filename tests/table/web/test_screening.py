"""The worksheet: the first question, saving, two editors, people, checking, taking back."""

import re
from uuid import uuid4

import pytest

from tests.table.web.pages import ANSWERS, begin, people_of, sent, stamp_of, worksheet
from tests.world import World


def text_of(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_the_first_question_stands_alone(world: World, as_) -> None:
    school = as_("school")
    pk = sent(school, "/table/screening/", type="person")["Location"].split("/")[3]
    html = text_of(school, f"/table/screening/{pk}/")
    assert "Is anyone in danger right now?" in html
    assert "988" in html
    assert not re.search(
        r'<(input|select|textarea)[^>]*name="(?!request_id|version|seat|csrf|next)', html
    )


def test_danger_stops_everything_and_one_can_come_back(world: World, as_) -> None:
    school = as_("school")
    pk = sent(school, "/table/screening/", type="person")["Location"].split("/")[3]
    address = f"/table/screening/{pk}/"
    sent(school, address, danger="yes")
    html = text_of(school, address)
    assert "Stop here and call now" in html
    assert "911" in html
    assert "Risk factors" not in html
    assert school.get(f"{address}check/")["Location"] == address
    sent(school, address, danger="no")
    assert "Risk factors" in text_of(school, address)


def test_danger_later_on_stops_too_and_keeps_what_was_answered(world: World, as_) -> None:
    school = as_("school")
    pk = worksheet(school)
    address = f"/table/screening/{pk}/"
    sent(school, address, f"{address}danger/")
    assert "Stop here and call now" in text_of(school, address)
    sent(school, address, danger="no")
    assert re.search(r'value="Mental Health" checked', text_of(school, address))


def test_what_is_sent_after_a_colleague_saw_danger_shows_the_stop_page(world, as_) -> None:
    school = as_("school")
    pk = worksheet(school)
    address = f"/table/screening/{pk}/"
    stamp = stamp_of(text_of(school, address), "")
    sent(school, address, f"{address}danger/")
    answer = school.post(address, {**stamp, **ANSWERS})
    assert answer.status_code == 422
    assert "Stop here and call now" in answer.content.decode()
    assert "There is a problem" not in answer.content.decode()


def test_there_is_no_field_for_free_text(world: World, as_) -> None:
    html = text_of(as_("school"), f"/table/screening/{begin(as_('school'), 'family')}/")
    form = re.search(r"<form[^>]*data-autosave.*?</form>", html, re.DOTALL)
    assert form
    typed = set(re.findall(r'<input[^>]*type="(\w+)"[^>]*name="', form[0]))
    assert typed <= {"hidden", "checkbox", "radio"}
    assert "<textarea" not in form[0]


@pytest.mark.parametrize(
    "free",
    [
        {"risk_factors": ["a woman on Broad Street"]},
        {"flags": ["her name"]},
        {"language": "the language of her village"},
        {"consent": "yes, I asked Maria"},
        {"abuse_suspected": "her uncle"},
    ],
)
def test_a_word_of_ones_own_is_refused_and_stored_nowhere(world: World, as_, free) -> None:
    school = as_("school")
    pk = begin(school)
    answer = sent(school, f"/table/screening/{pk}/", **{**ANSWERS, **free})
    assert answer.status_code == 422
    assert "Risk factors" in answer.content.decode()
    assert (
        "checked"
        not in re.findall(r'name="criteria"[^>]*>', text_of(school, f"/table/screening/{pk}/"))[0]
    )


def test_a_draft_may_be_saved_with_nothing_answered(world: World, as_) -> None:
    school = as_("school")
    pk = begin(school)
    assert sent(school, f"/table/screening/{pk}/", save="1").status_code == 302
    check = text_of(school, f"/table/screening/{pk}/check/")
    for sentence in ("All four parts", "Choose at least one risk factor", "Say whether the person"):
        assert sentence in check
    assert f"/table/screening/{pk}/#id_risk_factors" in check


class TestSavingItself:
    def save(self, client, pk: str, **changed):
        address = f"/table/screening/{pk}/"
        stamp = stamp_of(text_of(client, address), "")
        return client.post(f"{address}save/", {**stamp, **ANSWERS, **changed})

    def test_answers_with_the_new_version(self, world: World, as_) -> None:
        school = as_("school")
        pk = begin(school)
        before = int(stamp_of(text_of(school, f"/table/screening/{pk}/"), "")["version"])
        answer = self.save(school, pk)
        assert answer.status_code == 200
        assert answer.json()["version"] == str(before + 1)
        assert answer.json()["saved_at"].startswith("2026-11-24")

    def test_the_same_form_again_gets_the_first_answer(self, world: World, as_) -> None:
        school = as_("school")
        pk = begin(school)
        stamp = stamp_of(text_of(school, f"/table/screening/{pk}/"), "")
        first = school.post(f"/table/screening/{pk}/save/", {**stamp, **ANSWERS})
        again = school.post(f"/table/screening/{pk}/save/", {**stamp, **ANSWERS})
        assert (first.status_code, again.status_code) == (200, 200)
        assert first.json()["version"] == again.json()["version"]

    def test_somebody_else_was_faster(self, world: World, as_) -> None:
        school = as_("school")
        pk = begin(school)
        stamp = stamp_of(text_of(school, f"/table/screening/{pk}/"), "")
        assert self.save(school, pk).status_code == 200
        late = {**stamp, **ANSWERS, "request_id": str(uuid4())}
        assert school.post(f"/table/screening/{pk}/save/", late).status_code == 409

    def test_another_seat_no_id_no_code(self, world: World, as_) -> None:
        school = as_("school")
        pk = begin(school)
        assert self.save(school, pk, seat=str(world["chair"].id)).status_code == 409
        assert self.save(school, pk, request_id="").status_code == 400
        assert self.save(school, pk, risk_factors=["made up"]).status_code == 422

    def test_not_in_danger_and_not_after_submitting(self, world: World, as_) -> None:
        school = as_("school")
        pk = worksheet(school)
        stamp = stamp_of(text_of(school, f"/table/screening/{pk}/"), "")
        sent(school, f"/table/screening/{pk}/", f"/table/screening/{pk}/danger/")
        assert school.post(f"/table/screening/{pk}/save/", {**stamp, **ANSWERS}).status_code == 409

    def test_nobody_elses(self, world: World, as_) -> None:
        pk = begin(as_("school"))
        stamp = {"request_id": str(uuid4()), "seat": str(world["police"].id), "version": "2"}
        answer = as_("police").post(f"/table/screening/{pk}/save/", {**stamp, **ANSWERS})
        assert answer.status_code == 404


def test_the_second_of_two_editors_is_told_and_loses_nothing(world: World, as_) -> None:
    school = as_("police"), as_("police_alternate")
    pk = begin(school[0])
    address = f"/table/screening/{pk}/"
    opened = stamp_of(text_of(school[1], address), "")
    sent(school[0], address, **{**ANSWERS, "risk_factors": ["Housing"], "regimes": ["cori"]})
    mine = {**ANSWERS, "risk_factors": ["Drugs", "Suicide"], "regimes": ["cori"]}
    answer = school[1].post(address, {**opened, **mine, "seat": str(world["police_alternate"].id)})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Someone else changed this while you were typing" in html
    assert "Drug use, Suicide" in html
    assert 'value="Drugs" checked' in html
    assert 'value="Housing" checked' not in html
    kept = school[1].post(address, {**stamp_of(html, ""), **mine, "resolve": "mine"})
    assert kept.status_code == 302
    saved = text_of(school[0], address)
    assert 'value="Drugs" checked' in saved


def test_people_are_added_and_removed_and_what_was_typed_is_saved(world: World, as_) -> None:
    school = as_("school")
    pk = begin(school, "family")
    address = f"/table/screening/{pk}/"
    (first,) = people_of(text_of(school, address))
    sent(school, address, **{**ANSWERS, f"{first}_role": "parent", "add": "1"})
    html = text_of(school, address)
    assert people_of(html)[0] == first
    second = people_of(html)[1]
    assert re.search(rf'name="{first}_role".*?value="parent" selected', html, re.DOTALL)
    assert 'value="Mental Health" checked' in html
    sent(school, address, **{**ANSWERS, "remove": second})
    assert people_of(text_of(school, address)) == [first]


def test_nobody_removes_a_person_of_another_situation(world: World, as_) -> None:
    school = as_("school")
    mine, other = begin(school, "family"), begin(school, "family")
    (stranger,) = people_of(text_of(school, f"/table/screening/{other}/"))
    sent(school, f"/table/screening/{mine}/", **{**ANSWERS, "remove": stranger})
    assert people_of(text_of(school, f"/table/screening/{other}/")) == [stranger]


@pytest.mark.parametrize("kind", ["dwelling", "neighborhood", "environmental"])
def test_a_place_has_no_person_and_can_be_submitted(world: World, as_, kind: str) -> None:
    housing = as_("housing")
    pk = worksheet(housing, kind, regimes=["none"])
    assert people_of(text_of(housing, f"/table/screening/{pk}/")) == []
    address = f"/table/screening/{pk}/check/"
    assert sent(housing, address, f"/table/screening/{pk}/submit/").status_code == 302
    assert "Submitted" in text_of(housing, f"/table/situations/{pk}/")


def test_what_school_records_may_not_say_cannot_be_entered(world: World, as_) -> None:
    school = as_("school")
    pk = worksheet(school)
    address = f"/table/screening/{pk}/"
    (one,) = people_of(text_of(school, address))
    closed = {**ANSWERS, f"{one}_sex": "male", f"{one}_age_group": "60+", "consent": "none"}
    closed |= {"flags": ["Settlement challenges"]}
    refused = sent(school, address, **closed)
    assert refused.status_code == 422
    assert "school records may not say" in refused.content.decode()
    assert "health or safety emergency" in refused.content.decode()
    saved = sent(school, address, f"{address}save/", **closed)
    assert (saved.status_code, saved.json()) == (422, {"error": "closed_to_school"})
    unsaid = sent(school, address, **closed | {"regimes": []})
    assert unsaid.status_code == 422, "an agency of school records only cannot leave it open"
    assert "school records may not say" in unsaid.content.decode()
    assert sent(school, address, **closed, emergency="on").status_code == 302
    assert sent(school, address, **closed | {"consent": "written"}).status_code == 302


def test_only_a_school_program_is_asked_for_its_emergency(world: World, as_) -> None:
    housing = as_("housing")
    pk = worksheet(housing, regimes=["none"], flags=["Settlement challenges"], consent="none")
    assert "our school records" not in text_of(housing, f"/table/screening/{pk}/")


def test_a_correction_cannot_say_it_either(world: World, as_) -> None:
    school = as_("school")
    pk = worksheet(school, consent="none")
    sent(school, f"/table/screening/{pk}/check/", f"/table/screening/{pk}/submit/")
    address = f"/table/correcting/{pk}/"
    (one,) = people_of(text_of(school, address))
    codes = {f"{one}_sex": "male", f"{one}_age_group": "60+", "reason": "learned"}
    codes |= {"interpreter": "no", "risk_factors": ["Housing"]}
    refused = sent(school, address, **codes, flags=["Settlement challenges"])
    assert refused.status_code == 422
    assert "school records may not say" in refused.content.decode()
    assert sent(school, address, **codes).status_code == 302


def test_submitting_what_a_colleague_changed_since_is_refused(world: World, as_) -> None:
    school = as_("school")
    pk = worksheet(school)
    check, submit = f"/table/screening/{pk}/check/", f"/table/screening/{pk}/submit/"
    stamp = stamp_of(text_of(school, check), submit)
    (one,) = people_of(text_of(school, f"/table/screening/{pk}/"))
    codes = {f"{one}_sex": "male", f"{one}_age_group": "60+"}
    sent(school, f"/table/screening/{pk}/", **ANSWERS, **codes)
    assert school.post(submit, stamp)["Location"] == check
    assert "Someone else was faster" in text_of(school, check)
    assert sent(school, check, submit)["Location"] == f"/table/situations/{pk}/"


def test_submitting_twice_by_one_form_submits_once(world: World, as_) -> None:
    school = as_("school")
    pk = worksheet(school)
    check, submit = f"/table/screening/{pk}/check/", f"/table/screening/{pk}/submit/"
    stamp = stamp_of(text_of(school, check), submit)
    assert school.post(submit, stamp)["Location"] == school.post(submit, stamp)["Location"]
    assert "Submitted" in text_of(school, f"/table/situations/{pk}/")


def test_a_submitted_situation_can_be_taken_back(world: World, as_) -> None:
    school, chair = as_("school"), as_("chair")
    pk = worksheet(school)
    sent(school, f"/table/screening/{pk}/check/", f"/table/screening/{pk}/submit/")
    assert chair.get(f"/table/situations/{pk}/").status_code == 200
    sent(school, f"/table/situations/{pk}/", f"/table/screening/{pk}/withdraw/")
    assert "Withdrawn" in text_of(school, f"/table/situations/{pk}/")
    assert chair.get(f"/table/situations/{pk}/").status_code == 404


def test_nobody_else_opens_a_worksheet(world: World, as_) -> None:
    pk = worksheet(as_("school"))
    for seat in ("chair", "coordinator", "police", "hospital_b", "ridge_chair"):
        for page in ("", "check/", "names/"):
            assert as_(seat).get(f"/table/screening/{pk}/{page}").status_code == 404, (seat, page)
        for act in ("submit/", "withdraw/", "danger/"):
            stamp = {"request_id": str(uuid4()), "seat": str(world[seat].id), "version": "1"}
            answer = as_(seat).post(f"/table/screening/{pk}/{act}", stamp)
            assert answer.status_code == 404, (seat, act)


def test_a_seat_without_a_table_screens_nothing(world: World, as_) -> None:
    for seat in ("admin", "analyst", "agency_lead", "leadership"):
        assert as_(seat).get("/table/screening/").status_code == 403


def test_the_type_is_one_of_the_list(world: World, as_) -> None:
    assert sent(as_("school"), "/table/screening/", type="rumor").status_code == 422


def test_hotlines_and_the_sentence_that_this_is_no_report(world: World, as_) -> None:
    html = text_of(as_("school"), f"/table/screening/{begin(as_('school'))}/")
    assert "Telling the table is not a report" in html
    assert "counsel" in html
    assert 'href="tel:' in html


def test_what_is_offered_has_us_words_and_no_gang_item(world: World, as_) -> None:
    html = text_of(as_("police"), f"/table/screening/{begin(as_('police'))}/")
    assert "Involved with the justice system" in html
    assert "Behaviour" not in re.sub(r'value="[^"]*"', "", html)
    assert 'value="Gangs"' not in html
    assert 'value="Alcohol: alcohol use by person"' not in html
