"""Where single sign-on is the only way: the page that says so, and the way round it."""

from allauth.account.utils import get_next_redirect_url, perform_login
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hubtable.accounts.actions.way_in import account_of
from hubtable.accounts.queries.users import user_of
from hubtable.ui.pages import page


@never_cache
@require_safe
def only_sign_on(request: HttpRequest) -> HttpResponse:
    """Show the way to the provider, and no other."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
    facts = {
        "provider": settings.SINGLE_SIGN_ON,
        "redirect_field_value": get_next_redirect_url(request),
    }
    return page(request, "account/login.html", facts)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def way_in(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in by a link of the command line. Looking does not use it up; the button does."""
    account = account_of(key=key)
    if account is None:
        return page(request, "accounts/way_in.html", {"over": True}, status=410)
    if request.method != "POST":
        return page(request, "accounts/way_in.html", {"over": False})
    logout(request)
    request.came_by = "way_in"  # type: ignore[attr-defined]
    answer: HttpResponse = perform_login(request, user_of(account))
    return answer
