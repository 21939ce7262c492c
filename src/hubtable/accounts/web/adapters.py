"""What allauth asks of us: who may sign up, where secrets go, what mails say."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up by themselves: accounts begin with an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Keeps second factors."""
