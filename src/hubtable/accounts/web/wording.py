"""The sentences that replace those of the library, by the names it gives them."""

from datetime import datetime

from django.utils.timesince import timesince
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SIGNED_OUT = "account/messages/logged_out.txt"
SAID = {
    SIGNED_OUT: _("You are signed out."),
    "account/messages/password_changed.txt": _("Your password is changed."),
    "mfa/messages/totp_activated.txt": _("The authenticator app is set up."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
}
"""Shown on the next page; what is not here is not said."""

SIGNED_OUT_HERE = _(
    "You are signed out here. On a computer that others use, sign out at %(name)s too."
)
"""Said instead where people may still be signed in at a provider."""

NOTICES = {
    "account/email/password_changed": _("The password of your account was changed."),
    "account/email/password_reset": _("A new password was set for your account."),
    "mfa/email/totp_activated": _("An authenticator app was set up for your account."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed from your account."),
    "mfa/email/webauthn_added": _("A passkey was added to your account."),
    "mfa/email/webauthn_removed": _("A passkey was removed from your account."),
    "socialaccount/email/account_connected": _(
        "Your account was connected with single sign-on: you can now sign in that way."
    ),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account."),
}
"""Mailed to the account's own address when its keys change (OWASP ASVS 5.0.0, 6.3.7)."""

ERRORS = {
    "account_inactive": _("This account is closed."),
    "email_password_mismatch": _("The e-mail address or the password is not right."),
    "enter_current_password": _("This is not your password."),
    "incorrect_password": _("This is not your password."),
    "incorrect_code": _("This is not right, or it was used before. Wait for the next code."),
    "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
    "rate_limited": _("Too many tries. Wait five minutes, then try again."),
    "invalid_password_reset": _("This link cannot be used any more."),
    "cannot_delete_authenticator": _(
        "Add another second step first: an account needs at least one."
    ),
}
WAYS = {
    "reauthenticate": _("Your password"),
    "mfa_reauthenticate": _("A code of the app, or a recovery code"),
    "mfa_reauthenticate:webauthn": _("A passkey"),
}
"""How one can show again that it is oneself."""


def ago(moment: datetime | None, now: datetime) -> str:
    """Say how long ago: `5 minutes ago`, `just now`, `never`.

    An account belongs to no Hub, so no time zone is the right one for a time of day.
    """
    if moment is None:
        return gettext("never")
    if (now - moment).total_seconds() < 60:
        return gettext("just now")
    return gettext("%s ago") % timesince(moment, now, depth=1)
