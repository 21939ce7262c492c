"""Addresses under `/account/`. Names are allauth's where its views are; the rest is not mounted:
nobody signs up, and an address is changed by whoever administers the Hub."""

from functools import partial

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from django.conf import settings
from django.urls import URLPattern, path
from django.urls import re_path as pattern

from hubtable.accounts.actions.together import together
from hubtable.accounts.rules.single_sign_on import Provider
from hubtable.accounts.web import account as own
from hubtable.accounts.web.fresh import fresh, with_password
from hubtable.accounts.web.invitation import invitation
from hubtable.accounts.web.passkeys import RemovePasskey

SIGNING_IN = [
    path("logout/", together(account.logout), name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("again/", together(account.reauthenticate), name="account_reauthenticate"),
    path("code/", together(factor.authenticate), name="mfa_authenticate"),
    path("code/again/", together(factor.reauthenticate), name="mfa_reauthenticate"),
    path(
        "passkeys/again/",
        together(passkey.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("invitation/<str:token>/", together(invitation), name="account_invitation"),
]
PASSWORD = [
    path("passkeys/login/", together(passkey.login_webauthn), name="mfa_login_webauthn"),
    path(
        "password/change/",
        together(with_password(account.password_change)),
        name="account_change_password",
    ),
    path("password/reset/", together(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    pattern(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        together(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
SECOND_STEPS = [
    path("second-step/", own.second_factor, name="account_second_factor"),
    path("app/", together(fresh(app.activate_totp)), name="mfa_activate_totp"),
    path("app/remove/", together(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("codes/", together(fresh(codes.view_recovery_codes)), name="mfa_view_recovery_codes"),
    path(
        "codes/new/",
        together(fresh(codes.generate_recovery_codes)),
        name="mfa_generate_recovery_codes",
    ),
    path("passkeys/add/", together(fresh(passkey.add_webauthn)), name="mfa_add_webauthn"),
    path(
        "passkeys/<int:pk>/remove/", together(RemovePasskey.as_view()), name="mfa_remove_webauthn"
    ),
    path("passkeys/<int:pk>/", together(passkey.edit_webauthn), name="mfa_edit_webauthn"),
]
OWN = [
    path("", own.account, name="account"),
    # Where allauth leads back to after a change of second steps.
    path("", own.account, name="mfa_index"),
    path("", own.account, name="mfa_list_webauthn"),
    path("sessions/<uuid:session>/end/", together(own.end_session), name="account_end_session"),
    path("sessions/end-others/", together(own.end_others), name="account_end_others"),
    path("sessions/end-all/", together(own.end_all), name="account_end_all"),
]


def addresses(provider: Provider | None) -> list[URLPattern]:
    """Return the addresses of an installation with this provider, or with none."""
    ways = [*OWN, *SIGNING_IN, *SECOND_STEPS]
    login = partial(account.LoginView.as_view, extra_context={"provider": provider})
    if provider is None:
        return [path("login/", together(login()), name="account_login"), *ways, *PASSWORD]
    from hubtable.accounts.web import single_sign_on, way_in  # noqa: PLC0415 - costs nothing without

    ways += [
        path("sign-on/", single_sign_on.start, name="account_sign_on"),
        path("sign-on/back/", single_sign_on.back, name="account_sign_on_back"),
        path("way-in/<str:key>/", together(way_in.way_in), name="account_way_in"),
    ]
    if provider.only:
        return [path("login/", way_in.only_sign_on, name="account_login"), *ways]
    return [path("login/", together(login()), name="account_login"), *ways, *PASSWORD]


urlpatterns = addresses(settings.SINGLE_SIGN_ON)
