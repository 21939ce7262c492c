"""Who works at the city, and what the provider says of them: the file of the test."""

import json
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import User
from oauth2_provider.oauth2_validators import OAuth2Validator

from tests.accounts.provider import PASSWORD


def said_of(who: str) -> dict[str, Any]:
    people = json.loads((settings.FOLDER / "people.json").read_text())
    return {"sub": who, **people.get(who, {})}


class People(BaseBackend):
    """Everybody has the same password."""

    def authenticate(
        self, request: Any, username: str = "", password: str = "", **more: Any
    ) -> User | None:
        known = json.loads((settings.FOLDER / "people.json").read_text())
        if username not in known or password != PASSWORD:
            return None
        return User.objects.get_or_create(username=username)[0]

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id).first()


class Claims(OAuth2Validator):  # type: ignore[misc]  # the library has no types
    """`only_user_info`: the address is not in the ID token, as with some providers."""

    oidc_claim_scope = None

    def get_additional_claims(self, request: Any) -> dict[str, Any]:
        said = said_of(request.user.username)
        return {name: value for name, value in said.items() if name != "only_user_info"}

    def get_id_token_dictionary(self, token: Any, handler: Any, request: Any) -> Any:
        claims, expires = super().get_id_token_dictionary(token, handler, request)
        if said_of(request.user.username).get("only_user_info"):
            claims = {name: claims[name] for name in claims.keys() - {"email", "email_verified"}}
        return claims, expires
