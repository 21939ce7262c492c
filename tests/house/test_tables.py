"""Every field says how private it is, and every table stands under the lock."""

from hubtable.base.lock.policies import APP_FUNCTIONS, AUTH_FUNCTIONS, AUTH_TABLES, GUARDED
from hubtable.kernel.labels import Label
from tests.house.conftest import Facts
from tests.house.sources import told

NO_MODEL = {
    "accounts_cache": "Django's cache makes its table itself",
    "django_migrations": "Django notes there which migrations ran",
}
"""Tables with rights that no model describes."""

LABELS = {label.value for label in Label}


def test_every_field_has_a_label(facts: Facts) -> None:
    found = [
        f"{model['name']}.{column['name']}"
        for model in facts["models"]
        for column in model["columns"]
        if column["label"] not in LABELS
    ]
    assert not found, told(found)


def test_labels_name_fields_that_exist(facts: Facts) -> None:
    found = [f"{one['name']}: {one['labels_without_field']}" for one in facts["models"]]
    assert not [line for line in found if not line.endswith("[]")]


def test_every_table_is_guarded_or_of_signing_in(facts: Facts) -> None:
    known = {one.table for one in GUARDED} | AUTH_TABLES.keys()
    assert {one["table"] for one in facts["models"]} <= known


def test_no_rights_to_a_table_that_is_not_there(facts: Facts) -> None:
    known = {one.table for one in GUARDED} | AUTH_TABLES.keys()
    assert known - {one["table"] for one in facts["models"]} == NO_MODEL.keys()


def test_no_table_is_guarded_twice() -> None:
    tables = [one.table for one in GUARDED]
    assert len(tables) == len(set(tables))


def test_columns_that_may_change_exist(facts: Facts) -> None:
    columns = {
        one["table"]: {column["name"] for column in one["columns"]} for one in facts["models"]
    }
    found = [
        f"{one.table}.{column}"
        for one in GUARDED
        for column in one.columns
        if column.removesuffix("_id") not in columns[one.table]
    ]
    assert not found, told(found)


def test_no_role_of_signing_in_holds_rights_to_situations() -> None:
    found = [one for one in AUTH_TABLES if one.startswith(("hubs_", "table_", "vault_", "audit_"))]
    assert not found
    assert not set(APP_FUNCTIONS) & set(AUTH_FUNCTIONS)


def test_the_pages_role_cannot_move_what_opens_sight() -> None:
    """State, origin, presence, picks, assignments and the ledger are written by the lock alone."""
    kept = {
        "vault_ledger",
        "table_discussion",
        "table_origin",
        "table_presence",
        "table_pick",
        "table_assignment",
        "table_subject",
        "table_decline",
        "table_report",
        "audit_entry",
        "audit_head",
    }
    found = [
        one.table
        for one in GUARDED
        if one.table in kept and (one.insert or one.update or one.delete or one.columns)
    ]
    assert not found, told(found)
    assert kept <= {one.table for one in GUARDED}
