"""Single sign-on: to the city's provider and back. Imported only where a provider is set."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

import requests
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hubtable.accounts.actions.signing_on import sign_on
from hubtable.accounts.actions.together import together
from hubtable.accounts.web.clock import now
from hubtable.accounts.web.exchange import CityProvider, Exchange, chosen, our_app
from hubtable.audit.actions.recording import record_account
from hubtable.kernel.verdict import Refused
from hubtable.ui.pages import page
from hubtable.ui.saying import say

logger = logging.getLogger("hubtable.accounts.single_sign_on")

View = Callable[[HttpRequest], HttpResponse]


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Lets in whom the rules admit, and answers with our pages."""

    def get_provider(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> CityProvider:
        """Return the one provider there is."""
        return CityProvider(request, app=our_app())

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Admit, or answer with the reason why not."""
        verified = [one.email for one in sociallogin.email_addresses if one.verified]
        came_before = sociallogin.is_existing
        try:
            sign_on(
                at=now(),
                issuer=sociallogin.account.provider,
                subject=sociallogin.account.uid,
                address=verified[0] if verified else "",
            )
        except Refused as refusal:
            raise ImmediateHttpResponse(_refused(request, sociallogin, refusal)) from refusal
        if not came_before:
            sociallogin.lookup()
            self.send_notification_mail("socialaccount/email/account_connected", sociallogin.user)
        request.second_factor_by_provider = sociallogin.second_factor  # type: ignore[attr-defined]

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: CityProvider,  # noqa: ARG002 - allauth's signature
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> NoReturn:
        """Answer when the exchange did not come to its end."""
        if error == AuthError.CANCELLED:
            say(request, _("You did not sign in."), tone="info")
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
        if exception is None and "state_id" in (extra_context or {}):
            raise ImmediateHttpResponse(_failed(request, "over", 400))
        raise ImmediateHttpResponse(_broken(request, exception))


def answering(view: View) -> View:
    """Answer with a page where the provider cannot be reached or does not speak as it should."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except (requests.RequestException, OAuth2Error) as error:
            return _broken(request, error)

    return answer


@never_cache
@require_GET
@answering
@together
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the provider.

    A plain link: a form's way on to another host would need that host, and all that it leads on
    to, in the content policy. It changes nothing; who comes back is who is signed in there.
    """
    many = ratelimit.consume_or_429(
        request, app="allauth.account", action="single_sign_on", limit_get=True
    )
    back = get_next_redirect_url(request)
    # Whoever is signed in already comes to show again that it is them (see `fresh`).
    again = {"prompt": "login"} if request.user.is_authenticated else {}
    answer: HttpResponse = many or CityProvider(request, app=our_app()).redirect(
        request, AuthProcess.LOGIN, next_url=back, auth_params=again
    )
    return answer


@never_cache
@require_GET
@answering
@together
def back(request: HttpRequest) -> HttpResponse:
    """Take in who comes back from the provider."""
    answer: HttpResponse = OAuth2CallbackView.adapter_view(Exchange(request))(request)
    return answer


def _refused(request: HttpRequest, login: SocialLogin, refusal: Refused) -> HttpResponse:
    account = login.user.pk if login.is_existing else None
    record_account(
        verb="single_sign_on_refused", user=account, at=now(), detail={"why": refusal.code}
    )
    return _failed(request, "refused", 403, sentence=refusal.sentence)


def _broken(request: HttpRequest, error: Exception | None) -> HttpResponse:
    """Log the kind of error alone: its text may quote what the provider said."""
    cause = error.__cause__ or error if error else None
    facts = {"error": type(cause).__name__ if cause else "answered with an error"}
    logger.warning("single sign-on failed", extra={"facts": facts})
    reached = not isinstance(error, requests.RequestException)
    return _failed(request, "odd" if reached else "unreached", 502 if reached else 503)


def _failed(request: HttpRequest, why: str, status: int, sentence: str = "") -> HttpResponse:
    facts = {"why": why, "sentence": sentence, "provider": chosen()}
    return page(request, "accounts/sign_on_failed.html", facts, status=status)
