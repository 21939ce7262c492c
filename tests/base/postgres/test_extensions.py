"""A restore makes the same extensions that migrations make."""

import re

from tests.browsing import ROOT

from hubtable.base.postgres.extensions import EXTENSIONS


def test_they_are_those_of_the_migrations() -> None:
    files = (ROOT / "src/hubtable").glob("*/migrations/0*.py")
    text = "".join(file.read_text() for file in files)
    assert sorted(re.findall(r"CreateExtension\('(\w+)'\)", text)) == sorted(EXTENSIONS)
