"""Removing a passkey, where it is not the last second step."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from hubtable.accounts.web.wording import ERRORS
from hubtable.ui.saying import say


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """The library asks this of the app only, not of passkeys."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask whether it shall go."""
        return self._refused(request) or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remove it."""
        return self._refused(request) or super().post(request, *args, **kwargs)

    def _refused(self, request: HttpRequest) -> HttpResponse | None:
        if get_adapter().can_delete_authenticator(self.get_object()):
            return None
        say(request, str(ERRORS["cannot_delete_authenticator"]), tone="warn")
        return HttpResponseRedirect(reverse("account"))
