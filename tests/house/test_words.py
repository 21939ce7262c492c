"""What no file of the repository says. Patterns are written so that they do not find themselves."""

import re

import pytest

from tests.house.sources import files, short, text, told

NEVER = {
    "a path of somebody's machine": r"(?<![\w.])/(?:wor[k]|roo[t]|home/\w+)/|/tmp/bas[h]",
    "the host of a package registry": (
        r"pypi\.or[g]|pythonhoste[d]\.org|registry\.npmj[s]|npmjs\.co[m]|yarnpkg\.co[m]"
        r"|deb\.debia[n]\.org"
    ),
    "who typed it": (
        r"(?i)\b(?:claud[e]|anthropi[c]|opena[i]|chatgp[t]|copilo[t]|language mode[l]"
        r"|coding agen[t]|ai assistan[t]|ll[m]s?)\b"
    ),
    "the number of an issue": r"(?i)\b(?:issue|fixes|closes|ticket) #?\d+",
    "what is yet to be done": r"\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b",
}


@pytest.mark.parametrize("what", NEVER)
def test_no_file_says(what: str) -> None:
    pattern = re.compile(NEVER[what])
    found = [
        f"{short(path)}:{number} {match[0]}"
        for path in files()
        for number, line in enumerate(text(path).splitlines(), start=1)
        if (match := pattern.search(line))
    ]
    assert not found, told(found)


@pytest.mark.parametrize(
    ("what", "sample"),
    [
        ("a path of somebody's machine", "/".join(["", "work", "main"])),
        ("a path of somebody's machine", "see " + "/".join(["", "tmp", "bash_jobs"])),
        ("the host of a package registry", "https://" + "pypi" + ".org/simple"),
        ("who typed it", "written by " + "clau" + "de"),
        ("the number of an issue", "see issue" + " 12"),
        ("what is yet to be done", "TO" + "DO: later"),
    ],
)
def test_the_patterns_find_what_they_look_for(what: str, sample: str) -> None:
    assert re.search(NEVER[what], sample)
