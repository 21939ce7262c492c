"""A restore makes the same extensions that migrations make."""

import re

from hubtable.base.postgres.extensions import EXTENSIONS
from tests.browsing import ROOT


def test_they_are_those_of_the_migrations() -> None:
    files = (ROOT / "src/hubtable").glob("*/migrations/0*.py")
    made = [re.findall(r"CreateExtension\('(\w+)'\)", file.read_text()) for file in files]
    assert sorted(sum(made, [])) == sorted(EXTENSIONS)
