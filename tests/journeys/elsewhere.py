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
        healthz readyz hubs:photo interop:feed table:pulse table:room_pulse ui:stay vault:guard""",
    "something must have ended, failed or be invited first: tests/hubs, tests/interop": """
        hubs:agency_back hubs:delegation_back hubs:invite hubs:mail_again hubs:mail_aside
        hubs:person_back hubs:program_back hubs:seat_back hubs:table_back hubs:town_back
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
    "components with invented examples: tests/ui": """
        ui:example_error ui:example_print ui:example_public ui:example_room ui:example_save
        ui:styleguide""",
}

ELSEWHERE = {name for names in _REASONS.values() for name in names.split()}
