"""Which keys of names a restored installation gets: today's, the backup's, or none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from hubtable.cli.copies import backup_keys
from hubtable.cli.copies.manifest import DATABASE, NAMES, Manifest
from hubtable.cli.place import CannotRun, key_store_folder, keys_folder

SENTENCES = {
    "today": "Today's key store was kept: names forgotten since the backup stay forgotten.",
    "backup": "The keys of names are those of the backup: names forgotten since then are back.",
    "no": "The backup holds no names.",
    "none": "No key of a name was restored: names in it stay closed.",
}


@dataclass(frozen=True, slots=True)
class Names:
    """The choice, and the keys to write: none where today's key store stays."""

    kind: Literal["today", "backup", "none", "no"]
    count: int
    keys: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def sentence(self) -> str:
        """Return what was chosen, in words."""
        return SENTENCES[self.kind]


def choose_names(
    data: Path, src: Path, found: Manifest, *, given: Path | None, without: bool
) -> Names:
    """Open the key store of a backup, unless today's is there or nobody wants it.

    :raises CannotRun: when its backup key is not at hand.
    """
    today = key_store_folder(data)
    if today.is_dir():
        return Names("today", sum(1 for _ in today.glob("??/*.key")))
    if without or not found.names:
        return Names("none" if found.names else "no", 0)
    folder = given.expanduser() if given else keys_folder(data) / backup_keys.FOLDER
    try:
        key = (folder / found.sealed_by).read_bytes()
    except OSError:
        raise CannotRun(
            f"The names in this backup are sealed by the backup key of {found.sealed_by}, which is "
            f"not in {folder}. Name the folder of its copy by --backup-keys, or restore everything "
            "else by --without-names."
        ) from None
    keys = backup_keys.unseal(key, (src / NAMES).read_bytes(), of=found.parts[DATABASE])
    if len(keys) != found.names:
        raise CannotRun(f"The backup holds {len(keys)} keys of names instead of {found.names}.")
    return Names("backup", len(keys), keys)
