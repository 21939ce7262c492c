"""A person's own account: second steps, password, where it is signed in."""

from functools import partial
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from hubtable.accounts.actions import ending
from hubtable.accounts.actions.sealing import key_hash
from hubtable.accounts.queries.factors import factors_of
from hubtable.accounts.queries.sessions import own_sessions
from hubtable.accounts.queries.users import has_password
from hubtable.accounts.web.clock import now
from hubtable.accounts.web.sessions import limits
from hubtable.accounts.web.wording import ago
from hubtable.ui.pages import page
from hubtable.ui.saying import say


@require_GET
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show what the account has and where it is signed in."""
    at = now()
    only = settings.SINGLE_SIGN_ON and settings.SINGLE_SIGN_ON.only
    facts = {
        "has_password": has_password(_user(request)) and not only,
        "factors": factors_of(_user(request)),
        "sessions": own_sessions(
            user=_user(request), key_hash=_key_hash(request), limits=limits(), now=at
        ),
        "ago": partial(ago, now=at),
    }
    return page(request, "accounts/account.html", facts)


@require_GET
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Let a person choose which second step to set up."""
    if factors_of(_user(request)).any:
        return HttpResponseRedirect(reverse("account"))
    return page(request, "accounts/second_factor.html")


@require_POST
@login_required
def end_session(request: HttpRequest, session: UUID) -> HttpResponse:
    """End one of the person's own sessions."""
    ended = ending.end_session(at=now(), user=_user(request), session=session)
    say(request, _said(ended))
    return HttpResponseRedirect(reverse("account"))


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    ended = ending.end_others(at=now(), user=_user(request), key_hash=_key_hash(request))
    say(request, _said(ended))
    return HttpResponseRedirect(reverse("account"))


@require_POST
@login_required
def end_all(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    user = _user(request)
    logout(request)
    ending.end_all(at=now(), user=user)
    say(request, _("You are signed out everywhere."))
    return HttpResponseRedirect(reverse("account_login"))


def _said(ended: int) -> str:
    if ended == 0:
        return _("It was signed out already.")
    return ngettext("%d session is signed out.", "%d sessions are signed out.", ended) % ended


def _user(request: HttpRequest) -> UUID:
    return UUID(str(request.user.pk))


def _key_hash(request: HttpRequest) -> str:
    return key_hash(request.session.session_key or "")
