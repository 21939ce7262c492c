"""The page an invitation leads to. Looking never uses the link up; sending the form does."""

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hubtable.accounts.actions import inviting
from hubtable.accounts.web.clock import now
from hubtable.accounts.web.forms import ChoosePassword
from hubtable.kernel.verdict import Refused
from hubtable.ui.pages import page


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form of an invitation, or use the invitation up and sign in."""
    try:
        email = inviting.invited_address(at=now(), token=token)
        form = ChoosePassword(request.POST or None, email=email)
        if request.method == "POST" and not _elsewhere() and form.is_valid():
            return _accept(request, token, email, form.cleaned_data["password"])
    except Refused as refusal:
        return page(request, "accounts/invitation_over.html", {"refusal": refusal}, status=410)
    status = 422 if form.errors else 200
    facts = {"form": form, "email": email, "provider": settings.SINGLE_SIGN_ON}
    return page(request, "accounts/invitation.html", facts, status=status)


def _elsewhere() -> bool:
    """Whether nobody signs in here by a password."""
    return bool(settings.SINGLE_SIGN_ON and settings.SINGLE_SIGN_ON.only)


def _accept(request: HttpRequest, token: str, email: str, password: str) -> HttpResponse:
    inviting.accept(at=now(), token=token, password=password)
    if request.user.is_authenticated:
        logout(request)
    user = authenticate(request, email=email, password=password)
    response: HttpResponse = perform_login(request, user)
    return response
