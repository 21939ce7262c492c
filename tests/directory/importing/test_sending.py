"""While the database takes rows in, the next are understood; the order stays, errors come out."""

from threading import Event

import pytest

from hubtable.directory.actions.importing.sending import Answers, Sending


def test_sending_does_not_wait_and_answers_are_used_in_order() -> None:
    understood, told = Event(), []

    def put(number: int) -> Answers:
        assert understood.wait(10), "the next rows are understood meanwhile"
        told.append(f"put {number}")
        return [(number,)]

    with Sending() as sending:
        sending.send(lambda: put(1), lambda answers: told.append(f"used {answers[0][0]}"))
        understood.set()
        sending.send(lambda: put(2), lambda answers: told.append(f"used {answers[0][0]}"))
    assert told == ["put 1", "used 1", "put 2", "used 2"]


def test_what_fails_is_raised_by_what_comes_next() -> None:
    def fail() -> Answers:
        raise LookupError

    used: list[Answers] = []
    sending = Sending()
    sending.send(fail, used.append)
    with pytest.raises(LookupError):
        sending.send(list, used.append)
    assert used == []
    with pytest.raises(LookupError), sending:
        sending.send(fail, used.append)
    assert used == []


def test_after_an_error_nothing_is_under_way_any_more_and_no_answer_is_used() -> None:
    begun, done, used = Event(), Event(), list[Answers]()

    def put() -> Answers:
        begun.set()
        assert not done.wait(0.2)
        done.set()
        return []

    def broken_off() -> None:
        with Sending() as sending:
            sending.send(put, used.append)
            assert begun.wait(10)
            raise KeyError

    with pytest.raises(KeyError):
        broken_off()
    assert done.is_set(), "it was waited for: its transaction is rolled back after it"
    assert used == []
