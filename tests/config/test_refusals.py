"""A setting that cannot be used is refused in one sentence that says which."""

from pathlib import Path

import pytest

from tests.config.conftest import Run

SECRET = "a-password-nobody-may-print"

REFUSED = {
    "a word for a number": (
        {"HUBTABLE_IDLE_MINUTES": "soon"},
        "HUBTABLE_IDLE_MINUTES must be a whole number of at least 1.",
    ),
    "nothing for a number": (
        {"HUBTABLE_ABSOLUTE_HOURS": "0"},
        "HUBTABLE_ABSOLUTE_HOURS must be a whole number of at least 1.",
    ),
    "a digit that is none": (
        {"HUBTABLE_MAIL_PORT": "²"},
        "HUBTABLE_MAIL_PORT must be a whole number of at least 1.",
    ),
    "a value and a file": (
        {"HUBTABLE_MAIL_PASSWORD": SECRET, "HUBTABLE_MAIL_PASSWORD_FILE": "/etc/hostname"},
        "Give HUBTABLE_MAIL_PASSWORD or HUBTABLE_MAIL_PASSWORD_FILE, not both.",
    ),
    "a file that is not there": (
        {"HUBTABLE_MAIL_PASSWORD_FILE": "/nowhere/at/all"},
        "HUBTABLE_MAIL_PASSWORD_FILE: No such file or directory.",
    ),
    "another database's address": (
        {"HUBTABLE_DATABASE_URL_APP": f"mysql://hubtable:{SECRET}@localhost/hubtable"},
        "A database address must read postgresql://role@host/name.",
    ),
    "an address that is none": (
        {"HUBTABLE_DATABASE_URL_AUTH": f"localhost {SECRET}"},
        "A database address must read postgresql://role@host/name.",
    ),
    "a port that is none": (
        {"HUBTABLE_DATABASE_URL_APP": f"postgresql://hubtable:{SECRET}@localhost:x/hubtable"},
        "A database address must read postgresql://role@host/name.",
    ),
}


@pytest.mark.parametrize(
    ("command", "case"),
    [*(("check", case) for case in REFUSED), ("serve", "a word for a number")],
)
def test_it_is_refused_in_one_sentence(program: Run, command: str, case: str) -> None:
    settings, sentence = REFUSED[case]
    done = program(command, **settings)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [f"hubtable {command}: {sentence}"]
    assert SECRET not in done.stdout + done.stderr


def test_a_secret_file_that_is_no_text_is_refused(program: Run, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"\xff\xfe\x00")
    done = program("check", HUBTABLE_MAIL_PASSWORD_FILE=str(tmp_path / "secret"))
    assert done.returncode == 1
    said = "hubtable check: HUBTABLE_MAIL_PASSWORD_FILE: it is no text in UTF-8."
    assert done.stderr.splitlines() == [said]


def test_a_secret_is_read_from_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hubtable.config.environment import read

    (tmp_path / "secret").write_text(f"{SECRET}\n", encoding="utf-8")
    monkeypatch.setenv("HUBTABLE_MAIL_PASSWORD_FILE", str(tmp_path / "secret"))
    assert read("MAIL_PASSWORD") == SECRET
    monkeypatch.setenv("HUBTABLE_MAIL_PASSWORD_FILE", "")
    assert read("MAIL_PASSWORD", "other") == "other"


def test_a_database_that_is_not_there_is_said_in_one_line(program: Run) -> None:
    away = f"postgresql://hubtable:{SECRET}@127.0.0.1:1/hubtable"
    done = program("serve", HUBTABLE_DATABASE_URL_AUTH=away)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "does not answer" in done.stderr
    assert SECRET not in done.stderr


def test_an_address_is_read_as_libpq_writes_it() -> None:
    from hubtable.config.environment import database

    found = database("postgresql://hub%40app:p%2Fw@/name%20x?host=/run/a%20b&port=5433")
    picked = {key: found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert picked == {
        "NAME": "name x",
        "USER": "hub@app",
        "PASSWORD": "p/w",
        "HOST": "/run/a b",
        "PORT": "5433",
    }
    assert found["OPTIONS"] == {"server_side_binding": True, "prepare_threshold": None}
