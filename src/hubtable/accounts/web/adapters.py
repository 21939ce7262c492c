"""What allauth asks of us: who may sign up, where secrets go, what is said and mailed."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import qrcode
from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from qrcode.image.svg import SvgPathFillImage

from hubtable.accounts.actions import mailing
from hubtable.accounts.actions.sealing import open_secret, seal_secret
from hubtable.accounts.queries.factors import other_factors
from hubtable.accounts.rules.second_factor import removable
from hubtable.accounts.web.clock import now
from hubtable.accounts.web.wording import (
    ERRORS,
    NOTICES,
    SAID,
    SIGNED_OUT,
    SIGNED_OUT_HERE,
    WAYS,
)
from hubtable.ui.saying import say


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up by themselves; mails carry a link or a notice and nothing else."""

    error_messages = {**DefaultAccountAdapter.error_messages, **ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Say no: an account begins with an invitation."""
        return False

    def get_login_stages(self) -> list[str]:
        """Leave our second step out where the provider asked for one that counts."""
        stages: list[str] = super().get_login_stages()
        if getattr(self.request, "second_factor_by_provider", False):
            return [stage for stage in stages if not stage.startswith("allauth.mfa.")]
        return stages

    def is_safe_url(self, url: str) -> bool:
        """Say whether `next` leads to a page of ours: a path, never a host."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Say whether a sensitive act asks for password or code again.

        Signing in counts: somebody who just did is not asked twice.
        """
        found = self.request.session.found
        limit = timedelta(seconds=account_settings.REAUTHENTICATION_TIMEOUT)
        if found and now() - found.lifetime.created_at < limit:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, Any]]:
        """Name the ways in our words."""
        ways = super().get_reauthentication_methods(user)
        return [way | {"description": WAYS[way["id"]]} for way in ways]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Lead back to the account."""
        return reverse("account")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link of the mail, with the address of the settings, not of the request."""
        user, _, token = key.partition("-")
        return mailing.address(
            reverse("account_reset_password_from_key", kwargs={"uidb36": user, "key": token})
        )

    def send_password_reset_mail(
        self,
        user: AbstractBaseUser,  # noqa: ARG002 - allauth's signature
        email: str,
        context: dict[str, Any],
    ) -> None:
        """Mail the link."""
        mailing.send("password_reset", email, link=context["password_reset_url"])

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,  # noqa: ARG002 - no browser, no address in a mail
        email: str | None = None,
    ) -> None:
        """Tell the account's own mailbox that its keys changed."""
        to = email or getattr(user, "email", "")
        if to:
            what, link = str(NOTICES[template_prefix]), mailing.address(reverse("account"))
            mailing.send("notice", to, what=what, link=link)

    def add_message(  # noqa: PLR0917 - allauth's signature
        self,
        request: HttpRequest,
        level: int,  # noqa: ARG002
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002
        extra_tags: str = "",  # noqa: ARG002
        message: str | None = None,
    ) -> None:
        """Say one of our sentences on the next page; without a template it is an error."""
        if message_template == SIGNED_OUT and settings.SINGLE_SIGN_ON:
            say(request, SIGNED_OUT_HERE % {"name": settings.SINGLE_SIGN_ON.name})
        elif message_template in SAID:
            say(request, str(SAID[message_template]))
        elif message:
            say(request, str(message), tone="bad")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Seals what a second factor keeps secret, bound to the account it belongs to."""

    error_messages = {**DefaultMFAAdapter.error_messages, **ERRORS}

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is written."""
        return seal_secret(text, key=settings.KEYS.get("totp"), user=_whose())

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret; that of another account does not open."""
        return open_secret(encrypted_text, key=settings.KEYS.get("totp"), user=_whose())

    def build_totp_svg(self, url: str) -> str:
        """Draw the picture to scan: black on white, whatever colors the page has."""
        drawn = qrcode.make(url, image_factory=SvgPathFillImage)
        return str(drawn.to_string(encoding="unicode"))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Say whether a factor may go: not the last one where one is required."""
        others = other_factors(authenticator.user_id, authenticator.pk)
        return bool(removable(required=settings.SECOND_FACTOR_REQUIRED, others=others))

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """Name the account in the person's own passkey store by its address."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": entity["name"]}


def _whose() -> UUID:
    """Return the account at work: signed in, or between password and second factor."""
    request = context.request
    user = request.user if request.user.is_authenticated else request._login_stage.login.user
    return UUID(str(user.pk))
