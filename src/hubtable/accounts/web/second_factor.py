"""Whether the second step is in order for a request, and where it may go until it is."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode

from hubtable.accounts.queries.factors import factors_of, has_factor
from hubtable.accounts.rules.second_factor import satisfied
from hubtable.kernel.verdict import Verdict

PROVEN = "second_factor"
"""Session entry: the id of the account that showed its second step in this session."""

ALWAYS_OPEN = frozenset({"account_logout", "ui:theme", "ui:stay", "healthz", "readyz"})
OPEN = {
    "enrol": frozenset(
        {"account_second_factor", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"}
    ),
    "prove": frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}),
}
"""Names of the pages a person reaches before the second step is in order."""


def mark_proven(request: HttpRequest, user: AbstractBaseUser) -> None:
    """Note in the session that this account showed its second step."""
    request.session[PROVEN] = str(user.pk)


def forget_proof(request: HttpRequest) -> None:
    """Note in the session that there is no second step any more."""
    request.session.pop(PROVEN, None)


def verdict_on(request: HttpRequest) -> Verdict:
    """Say whether a signed-in request may go on."""
    user = request.user
    proven = request.session.get(PROVEN) == str(user.pk)
    required = settings.SECOND_FACTOR_REQUIRED
    # A session that proved one need not ask the database again whether there is one.
    enrolled = proven or not required or has_factor(UUID(str(user.pk)))
    return satisfied(required=required, enrolled=enrolled, proven=proven)


def is_open(request: HttpRequest, verdict: Verdict) -> bool:
    """Say whether the page asked for is one that is reached without the second step."""
    try:
        name = resolve(request.path_info).view_name
    except Resolver404:
        return False
    return name in ALWAYS_OPEN or name in OPEN[verdict.code]


def lead_to(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    """Lead to where the second step is set up or shown."""
    if verdict.code == "enrol":
        return HttpResponseRedirect(reverse("account_second_factor"))
    by_code = factors_of(UUID(str(request.user.pk))).app is not None
    page = reverse("mfa_reauthenticate" if by_code else "mfa_reauthenticate_webauthn")
    back = request.get_full_path() if request.method == "GET" else "/"
    return HttpResponseRedirect(f"{page}?{urlencode({'next': back})}")
