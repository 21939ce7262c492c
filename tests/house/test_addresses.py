"""Every address names the rule that guards it, and no page is a library's."""

import ast

from tests.house.conftest import Facts
from tests.house.sources import SOURCE, told, tree

OPEN = {
    "asked by the machine that runs us; tells nothing but up and ready": {"healthz", "readyz"},
    "signing in comes before any seat": {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_invitation",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "account_sign_on",
        "account_sign_on_back",
        "account_way_in",
        "mfa_authenticate",
        "mfa_login_webauthn",
    },
    "a person's own account belongs to no seat; it asks for a sign-in": {
        "account",
        "account_change_password",
        "account_end_all",
        "account_end_others",
        "account_end_session",
        "account_reauthenticate",
        "account_second_factor",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_deactivate_totp",
        "mfa_edit_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
    },
    "colors and staying signed in work on every page and touch no domain": {"ui:theme", "ui:stay"},
    "the style guide shows invented examples": {
        "ui:styleguide",
        "ui:example_save",
        "ui:example_error",
        "ui:example_room",
        "ui:example_print",
        "ui:example_public",
    },
}
"""Why an address may do without a rule → the names of those that do."""


def rules() -> set[str]:
    """Return the names of the rules of entering, and that of pages for everybody."""
    body = tree(SOURCE / "hubs" / "rules" / "entering.py").body
    return {node.name for node in body if isinstance(node, ast.FunctionDef)} | {"anyone"}


def test_every_address_names_its_rule(facts: Facts) -> None:
    without = {one["name"] for one in facts["addresses"] if not one["rule"]}
    assert without == set.union(*OPEN.values())


def test_every_rule_named_is_one(facts: Facts) -> None:
    named = {one["rule"] for one in facts["addresses"] if one["rule"]}
    assert named <= rules()


def test_every_address_has_a_name_and_says_what_it_is(facts: Facts) -> None:
    found = [
        one["path"]
        for one in facts["addresses"]
        if not one["name"] or (one["view"].startswith("hubtable.") and not one["doc"])
    ]
    assert not found, told(found)


def test_no_page_comes_from_a_library(facts: Facts) -> None:
    found = [
        f"{one['path']} shows {one['template_file']}"
        for one in facts["addresses"]
        if one["template"] and one["template_file"].startswith("/")
    ]
    assert not found, told(found)


def test_no_library_view_answers_without_a_template_of_its_own(facts: Facts) -> None:
    """Views of a library either name a template, which the test above looks at, or are listed."""
    silent = {
        one["name"]
        for one in facts["addresses"]
        if not one["view"].startswith("hubtable.") and not one["template"]
    }
    assert silent == {"mfa_login_webauthn"}, "answers with JSON and redirects only"
