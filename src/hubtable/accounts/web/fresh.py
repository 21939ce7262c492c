"""Sensitive acts of accounts that have no password, because their people sign in elsewhere."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from hubtable.ui.saying import say

View = Callable[..., HttpResponse]


def fresh(view: View) -> View:
    """Send somebody to sign on again who signed in a while ago and has nothing to show here.

    The library asks for the password or a second step; where there is neither, it asks nothing.
    """

    @wraps(view)
    def ask(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.SINGLE_SIGN_ON and request.user.is_authenticated and _is_stale(request):
            next_page = urlencode({"next": request.path})
            return HttpResponseRedirect(f"{reverse('account_sign_on')}?{next_page}")
        return view(request, *args, **kwargs)

    return ask


def with_password(view: View) -> View:
    """Lead back somebody who has no password to change."""

    @wraps(view)
    def ask(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_usable_password():
            say(request, _("This account has no password."), tone="info")
            return HttpResponseRedirect(reverse("account"))
        return view(request, *args, **kwargs)

    return ask


def _is_stale(request: HttpRequest) -> bool:
    adapter = get_adapter(request)
    if adapter.get_reauthentication_methods(request.user):
        return False
    return bool(adapter.is_reauthentication_required(app="hubtable.accounts"))
