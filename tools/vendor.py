"""Fetch again what others made and we ship, and check that it is what it was.

    python tools/vendor.py            fetch, check, write
    python tools/vendor.py --print    fetch and print the hashes without writing

Needs npm. The list is `src/hubtable/ui/static/hub/VENDOR.toml`.
"""

import argparse
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

HOME = Path(__file__).parent.parent / "src/hubtable/ui/static/hub"
SHAPE = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


class Packages:
    """Packages of the npm registry, each fetched once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, dict[str, bytes]] = {}

    def read(self, package: str, version: str, path: str) -> bytes:
        """Return one file of a package.

        Raises KeyError when the package has no such file, CalledProcessError when npm fails.
        """
        name = f"{package}@{version}"
        if name not in self._files:
            self._files[name] = _unpack(self._pack(name))
        return self._files[name][f"package/{path}"]

    def _pack(self, name: str) -> Path:
        """Let npm download a package; return where its tarball is."""
        told = subprocess.run(
            ["npm", "pack", "--silent", name],
            cwd=self._folder,
            check=True,
            capture_output=True,
            text=True,
        )
        return self._folder / told.stdout.strip().splitlines()[-1]


def _unpack(tarball: Path) -> dict[str, bytes]:
    """Read all files of a package in one pass."""
    with tarfile.open(tarball) as opened:
        members = ((member.name, opened.extractfile(member)) for member in opened)
        return {name: file.read() for name, file in members if file}


def sprite(listed: dict[str, Any], packages: Packages) -> bytes:
    """Put single icons into one file of symbols, each reached by its name."""
    symbols = []
    for icon in listed["icons"]:
        path = listed["path"].format(icon=icon)
        svg = packages.read(listed["package"], listed["version"], path).decode()
        shape = SHAPE.search(svg)
        if shape is None:
            raise ValueError(f"{icon} is not an SVG")
        inner = " ".join(shape.group(1).split())
        symbols.append(f'<symbol id="{icon}" viewBox="0 0 24 24">{inner}</symbol>')
    head = f"<!-- {listed['package']} {listed['version']}, {listed['licence']} -->"
    body = "\n".join(symbols)
    return f'{head}\n<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'.encode()


def wanted(listed: dict[str, Any], packages: Packages) -> list[tuple[dict[str, Any], bytes]]:
    """Return every entry with its bytes, fresh from the registry."""
    files = [
        (entry, packages.read(entry["package"], entry["version"], entry["path"]))
        for entry in listed["file"]
    ]
    return [*files, (listed["sprite"], sprite(listed["sprite"], packages))]


def main() -> int:
    """Fetch, compare, write; return 1 when a hash differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--print", action="store_true", help="print hashes, write nothing")
    arguments = parser.parse_args()
    listed = tomllib.loads((HOME / "VENDOR.toml").read_text())
    differs = False
    with tempfile.TemporaryDirectory() as folder:
        for entry, content in wanted(listed, Packages(Path(folder))):
            found = hashlib.sha256(content).hexdigest()
            if arguments.print:
                sys.stdout.write(f"{found} {entry['file']}\n")
            elif found != entry["sha256"]:
                sys.stderr.write(f"{entry['file']}: {found}, listed {entry['sha256']}\n")
                differs = True
            else:
                (HOME / entry["file"]).write_bytes(content)
    return int(differs)


if __name__ == "__main__":
    sys.exit(main())
