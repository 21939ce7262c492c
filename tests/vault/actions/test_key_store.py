"""One key a record, as one file: what it withstands."""

import os
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from hubtable.base.keys import Keys, KeysMissing
from hubtable.vault.actions import key_store
from hubtable.vault.rules.identity import binding
from tests.cluster import Cluster


@pytest.fixture
def store(cluster: Cluster, tmp_path: Path) -> Iterator[Path]:
    """An empty key store with a root key of its own, made under a generous umask."""
    from django.test import override_settings

    keys = Keys(tmp_path / "keys")
    keys.make()
    before = os.umask(0o022)
    try:
        with override_settings(KEYS=keys, KEY_STORE=tmp_path / "keystore"):
            yield tmp_path / "keystore"
    finally:
        os.umask(before)


def file_of(store: Path, record: UUID) -> Path:
    """Return the one file of a record."""
    return store / record.hex[:2] / f"{record.hex}.key"


def other_root(folder: Path) -> Keys:
    """Return keys of another installation."""
    keys = Keys(folder / "others")
    keys.make()
    return keys


def test_files_and_folders_are_for_us_alone(store: Path) -> None:
    for _ in range(5):
        key_store.key_for(uuid4())
    made = [store, *store.rglob("*")]
    assert len([path for path in made if path.is_file()]) == 5
    for path in made:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_the_file_is_the_key_wrapped_not_the_key(store: Path) -> None:
    record = uuid4()
    key = key_store.key_for(record)
    wrapped = file_of(store, record).read_bytes()
    assert len(key) == 32
    assert key not in wrapped
    assert len(wrapped) == 12 + 32 + 16


def test_the_file_alone_does_not_open(store: Path, tmp_path: Path) -> None:
    from django.test import override_settings

    record = uuid4()
    key_store.key_for(record)
    with override_settings(KEYS=other_root(tmp_path)):
        for ask in (key_store.key_of, key_store.key_for):
            with pytest.raises(KeysMissing, match="does not fit"):
                ask(record)


@pytest.mark.parametrize("place", [0, 11, 12, 30, 59])
def test_one_changed_bit_of_the_file_is_found(store: Path, place: int) -> None:
    record = uuid4()
    key_store.key_for(record)
    wrapped = bytearray(file_of(store, record).read_bytes())
    wrapped[place] ^= 1
    file_of(store, record).write_bytes(wrapped)
    with pytest.raises(KeysMissing, match="does not fit"):
        key_store.key_of(record)


@pytest.mark.parametrize("length", [0, 5, 12, 59])
def test_a_cut_file_is_found(store: Path, length: int) -> None:
    record = uuid4()
    key_store.key_for(record)
    file_of(store, record).write_bytes(file_of(store, record).read_bytes()[:length])
    with pytest.raises(KeysMissing, match="does not fit"):
        key_store.key_of(record)


def test_a_file_moved_to_another_record_does_not_open(store: Path) -> None:
    one, two = uuid4(), uuid4()
    key_store.key_for(one)
    key_store.key_for(two)
    file_of(store, two).write_bytes(file_of(store, one).read_bytes())
    with pytest.raises(KeysMissing, match="does not fit"):
        key_store.key_of(two)


def test_each_record_has_a_key_of_its_own_that_stays(store: Path) -> None:
    one, two = uuid4(), uuid4()
    keys = {key_store.key_for(one), key_store.key_for(two)}
    assert len(keys) == 2
    assert {key_store.key_for(one), key_store.key_of(two)} == keys


def test_a_forgotten_key_is_gone(store: Path) -> None:
    one, two = uuid4(), uuid4()
    lost = key_store.key_for(one)
    key_store.key_for(two)
    assert key_store.destroy_key(one)
    assert not key_store.destroy_key(one)
    assert not file_of(store, one).exists()
    with pytest.raises(KeysMissing, match="gone"):
        key_store.key_of(one)
    assert key_store.key_of(two)
    assert key_store.key_for(one) != lost


def test_ten_thousand_seals_never_repeat_a_nonce() -> None:
    key, plain = bytes(32), b"x"
    nonces = {key_store.encrypt(key, plain, b"")[: key_store.NONCE] for _ in range(10_000)}
    assert len(nonces) == 10_000


def test_a_body_opens_in_its_own_place_with_its_own_key_only() -> None:
    key, person = bytes(range(32)), uuid4()
    body = key_store.encrypt(key, b"who", binding(person))
    assert b"who" not in body
    assert key_store.decrypt(key, body, binding(person)) == b"who"
    changed = bytes([*body[:-1], body[-1] ^ 1])
    for used, sealed, place in (
        (key, body, binding(uuid4())),
        (key, body, binding(person).replace(b"|body|", b"|note|")),
        (key, body, binding(person).replace(b"vault_sealed", b"table_plannote")),
        (bytes(32), body, binding(person)),
        (key, changed, binding(person)),
        (key, body[:-1], binding(person)),
        (key, b"", binding(person)),
        (key, b"short", binding(person)),
    ):
        with pytest.raises(KeysMissing):
            key_store.decrypt(used, sealed, place)


def test_askers_side_by_side_get_one_key(store: Path) -> None:
    for _ in range(40):
        record, found = uuid4(), list[object]()
        begin = threading.Barrier(6)
        threads = [
            threading.Thread(target=_ask, args=(record, begin, found)) for _ in range(begin.parties)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert len(found) == begin.parties
        assert set(found) == {key_store.key_of(record)}
    assert [path for path in store.rglob("*") if path.is_file() and path.suffix != ".key"] == []


def test_sweeping_destroys_what_no_name_needs_any_more(store: Path) -> None:
    kept, orphan, young = uuid4(), uuid4(), uuid4()
    now = datetime.now(UTC)
    for record, age in ((kept, 5), (orphan, 5), (young, 0)):
        key_store.key_for(record)
        at = (now - timedelta(hours=age)).timestamp()
        os.utime(file_of(store, record), (at, at))
    assert key_store.sweep_keys({kept}, before=now) == 1
    assert not file_of(store, orphan).exists()
    assert key_store.key_of(kept)
    assert key_store.key_of(young)


def _ask(record: UUID, begin: threading.Barrier, found: list[object]) -> None:
    begin.wait()
    try:
        found.append(key_store.key_for(record))
    except Exception as problem:  # noqa: BLE001
        found.append(problem)
