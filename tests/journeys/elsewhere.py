"""Addresses that no walk over the practice Hub comes upon, and why: somebody else looks at them."""

_REASONS = {
    "a link of a mail, a provider or a second step leads there: tests/accounts": """
        account_end_others account_end_session account_inactive account_invitation
        account_reauthenticate account_reset_password_done
        account_reset_password_from_key account_reset_password_from_key_done account_second_factor
        account_sign_on account_sign_on_back account_way_in hubs:sign mfa_authenticate
        mfa_deactivate_totp mfa_edit_webauthn mfa_generate_recovery_codes mfa_reauthenticate
        mfa_reauthenticate_webauthn mfa_remove_webauthn mfa_view_recovery_codes""",
    "another name of the account's page": "mfa_index mfa_list_webauthn",
    "no page for people: machines and pictures ask": """
        healthz readyz hubs:photo interop:feed table:pulse table:room_pulse ui:stay vault:guard
        directory:save directory:searches_file find:suggestions""",
    "open data for programs: tests/interop/hsds": """
        interop:hsds interop:hsds_changes interop:hsds_nothing interop:hsds_openapi
        interop:hsds_organizations interop:hsds_organizations_one
        interop:hsds_service_at_locations interop:hsds_service_at_locations_one
        interop:hsds_services interop:hsds_services_one interop:hsds_taxonomies
        interop:hsds_taxonomies_one interop:hsds_taxonomy_terms interop:hsds_taxonomy_terms_one""",
    "a feed, a mail or a search must come first: test_directory_*.py, test_finding.py, "
    "tests/directory": """
        directory:answer directory:answered directory:decide directory:quarantine_drop
        directory:quarantine_row directory:quarantine_rows directory:quarantine_settle
        directory:quarantine_ask_again
        directory:feed directory:feed_leave directory:feed_take
        directory:undo directory:unmerge directory:withdraw find:service find:wrong""",
    "something must have ended, failed or be invited first: tests/hubs, tests/interop": """
        hubs:agency_back hubs:delegation_back hubs:invite hubs:mail_again hubs:mail_aside
        hubs:person_back hubs:program_back hubs:seat_back hubs:table_back hubs:town_back
        publishing:publish
        interop:calendar_stop""",
    "a meeting must be on: test_first_meeting.py, tests/table/pages": """
        table:accept table:assign_proposed table:change_code table:check_in table:check_out
        table:decision_undo table:door
        table:heard table:meeting_end table:pairing table:pairing_code table:picked
        table:picked_answer table:picked_show table:present table:put_back table:reject
        table:room table:room_claim table:round_close table:round_open table:rounds_close
        table:rounds_open table:say table:show_again table:too_much table:turn_to table:unpair
        table:update_for_lead""",
    "a form or a file must have been sent first: tests/table/pages, tests/table/exchange": """
        table:call_off table:entering_for table:intake table:intake_aside table:intake_discard
        table:intake_take table:join table:joining_answer table:look_close table:look_open
        table:look_show table:note table:offer_answer table:offer_withdraw table:practice_fill
        table:reopen table:screening_submit table:thank table:visit_consent_end
        table:visit_declined table:worksheet_save""",
    "its window ends with the hours since the practice Hub's last meeting: "
    "tests/table/pages/test_acting.py": "table:offer",
    "components with invented examples: tests/ui": """
        ui:example_error ui:example_print ui:example_public ui:example_room ui:example_save
        ui:styleguide""",
}

ELSEWHERE = {name for names in _REASONS.values() for name in names.split()}
