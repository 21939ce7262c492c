import os
import stat
from pathlib import Path

import pytest

from hubtable.base.postgres.binaries import Binaries
from hubtable.base.postgres.child import run
from hubtable.base.postgres.door import known_door, make_door, refuse_open
from hubtable.base.postgres.errors import PlaceRefused, StartFailed
from hubtable.base.postgres.places import default_data, prepare, reachable
from hubtable.base.postgres.user import Account, ourselves, server_account

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root to be another user")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def installation(folder: Path) -> Path:
    """What a wheel under a strict umask leaves: programs only their owner can run."""
    (folder / "bin").mkdir(parents=True)
    (folder / "share").mkdir()
    (folder / "share" / "postgres.bki").write_text("bootstrap")
    program = folder / "bin" / "postgres"
    program.write_text("#!/bin/sh\necho hello\n")
    program.chmod(0o700)
    folder.chmod(0o700)
    return folder / "bin"


@pytest.fixture
def account(ground: Path) -> Account:
    return server_account(ground / "cluster")


@pytest.mark.skipif(os.geteuid() != 0, reason="root's place")
def test_data_of_root_lies_in_var_lib() -> None:
    assert default_data("hubtable", {"XDG_DATA_HOME": "/elsewhere"}) == Path("/var/lib/hubtable")


@pytest.mark.parametrize(
    ("environ", "place"),
    [
        ({"XDG_DATA_HOME": "/x", "HOME": "/h"}, "/x/hubtable"),
        ({"HOME": "/h"}, "/h/.local/share/hubtable"),
        ({"XDG_DATA_HOME": "relative", "HOME": "/h"}, "/h/.local/share/hubtable"),
    ],
)
def test_data_of_a_user_lies_in_the_users_data_folder(
    environ: dict[str, str], place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert default_data("hubtable", environ) == Path(place)


def test_a_new_data_folder_is_closed_to_others(ground: Path, account: Account) -> None:
    prepare(ground / "new" / "data", account)
    assert not mode(ground / "new" / "data") & 0o007
    assert not mode(ground / "new") & 0o066


def test_folders_that_others_can_write_in_are_refused(ground: Path, account: Account) -> None:
    ground.chmod(0o777)
    with pytest.raises(PlaceRefused, match="Other users can write"):
        prepare(ground, account)
    assert mode(ground) == 0o777


@as_root
def test_another_users_folder_is_refused(ground: Path, account: Account) -> None:
    (ground / "theirs").mkdir(mode=0o755)
    os.chown(ground / "theirs", 65534, 65534)
    with pytest.raises(PlaceRefused, match="does not belong to root"):
        prepare(ground / "theirs", account)


@as_root
def test_a_closed_parent_is_refused_and_left_alone(ground: Path, account: Account) -> None:
    closed = ground / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(PlaceRefused, match=rf"{account.name}, who cannot enter {closed}: .*chmod"):
        prepare(closed / "deeper" / "data", account)
    assert mode(closed) == 0o700
    assert not list(closed.iterdir())


@as_root
def test_programs_out_of_reach_are_copied_once(ground: Path, account: Account) -> None:
    data = ground / "data"
    prepare(data, account)
    home = ground / "home"
    home.mkdir(mode=0o700)
    wheel = Binaries(installation(home / "package" / "pginstall"), 18, 6, "wheel")
    (home / "package.libs").mkdir(mode=0o700)
    (home / "package.libs" / "library.so").touch(mode=0o600)
    outdated = data / "programs" / "18.5"
    outdated.mkdir(parents=True, mode=0o755)

    found = reachable(wheel, data, account)

    assert found.folder == data / "programs" / "18.6" / "package" / "pginstall" / "bin"
    assert run([found.tool("postgres")], account).stdout == "hello\n"
    assert (
        run(["/bin/cat", found.folder.parent / "share" / "postgres.bki"], account).returncode == 0
    )
    library = data / "programs" / "18.6" / "package.libs" / "library.so"
    assert run(["/bin/cat", library], account).returncode == 0
    assert found.tool("postgres").stat().st_uid == 0
    assert not outdated.exists()
    (found.folder / "witness").touch()
    assert (reachable(wheel, data, account).folder / "witness").exists()
    assert mode(home) == 0o700


@as_root
def test_other_programs_out_of_reach_are_refused(ground: Path, account: Account) -> None:
    prepare(ground / "data", account)
    own = Binaries(installation(ground / "pginstall"), 18, 6, "given")
    with pytest.raises(PlaceRefused, match=f"cannot enter {ground}/pginstall"):
        reachable(own, ground / "data", account)


@as_root
def test_what_cannot_be_run_is_told(ground: Path) -> None:
    with pytest.raises(StartFailed, match="Nothing can be run as user ghost"):
        prepare(ground / "data", Account("ghost", 2**32 - 1, 2**32 - 1))


def test_the_socket_lies_in_a_folder_of_its_own(ground: Path, account: Account) -> None:
    prepare(ground / "data", account)
    door = make_door(ground / "data", account)
    assert door.socket == ground / "data" / "run"
    assert mode(door.socket) == 0o700
    assert door.socket.stat().st_uid == account.uid
    assert known_door(ground / "data") == door


def test_a_long_path_gets_its_socket_elsewhere_and_keeps_it(ground: Path, account: Account) -> None:
    data = ground / ("long " * 20) / "data"
    prepare(data, account)
    door = make_door(data, account)
    try:
        assert len(str(door.socket)) < 60
        assert mode(door.socket) == 0o700
        assert door.socket.stat().st_uid == account.uid
        assert make_door(data, account) == door == known_door(data)
    finally:
        door.socket.rmdir()


def test_a_remembered_socket_folder_that_was_opened_is_not_used(
    ground: Path, account: Account
) -> None:
    data = ground / ("long " * 20) / "data"
    prepare(data, account)
    first = make_door(data, account)
    first.socket.chmod(0o755)
    second = make_door(data, account)
    assert second != first
    first.socket.rmdir()
    second.socket.rmdir()


def test_an_open_socket_folder_is_refused(ground: Path) -> None:
    uid = ourselves().uid
    ours = ground / "run"
    ours.mkdir(mode=0o700)
    refuse_open(ours, uid)
    (ground / "link").symlink_to(ours)
    for folder, owner in ((ground / "link", uid), (ours, uid + 1)):
        with pytest.raises(PlaceRefused, match="open to others"):
            refuse_open(folder, owner)
    ours.chmod(0o701)
    with pytest.raises(PlaceRefused, match="open to others"):
        refuse_open(ours, uid)
