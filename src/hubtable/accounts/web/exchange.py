"""What is said between us and the city's OpenID Connect provider, and when it is believed.

allauth carries the exchange (state, PKCE, tokens). What it leaves open is closed here: `nonce`, the
signature of the ID token, and that all of it comes from the provider of the settings.
"""

import hashlib
from typing import Any

import jwt
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from hubtable.accounts.actions import mailing
from hubtable.accounts.rules import single_sign_on as rules

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
"""Signatures by a key only the provider has; never `none`, never one made with our secret."""

CLOCKS_APART = 60
"""Seconds the provider's clock may differ from ours."""

ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


def chosen() -> rules.Provider:
    """Return the provider of the settings."""
    provider = settings.SINGLE_SIGN_ON
    assert provider  # noqa: S101 - without one nothing of this has an address
    return provider


class CityProvider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth has no types
    """The provider of the settings; what it says of a person beyond `sub` is not kept."""

    def get_oauth2_adapter(self, request: HttpRequest) -> "Exchange":
        """Return who talks with it."""
        return Exchange(request)

    def get_scope(self) -> list[str]:
        """Ask for no more than who it is and the address."""
        return ["openid", "email"]

    def get_pkce_params(self) -> dict[str, str]:
        """Return PKCE's parameters, and a nonce made from the same secret of this browser."""
        made: dict[str, str] = generate_code_challenge()
        return made | {"nonce": _nonce(made["code_verifier"])}

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Return who it is: unique at this provider and never given to somebody else."""
        return str(data["sub"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """Keep nothing: `sub` has a column of its own."""
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the address alone."""
        return {"email": data.get("email")}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """Return the address, and whether the provider says that it is theirs."""
        email, verified = data.get("email"), rules.verified(data)
        return [EmailAddress(email=email, verified=verified, primary=True)] if email else []


class Exchange(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Talks with the provider, and believes an ID token only when all of it fits.

    OpenID Connect Core 1.0, 3.1.3.7 (ID token) and 5.3.2 (user info); Discovery 1.0, 4.3.
    """

    nonce = ""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, chosen().issuer)

    def get_provider(self) -> CityProvider:
        """Return the provider of the settings; the database holds none."""
        return CityProvider(self.request, app=our_app())

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:  # noqa: ARG002
        """Return where the provider leads back to: by the settings, not the request's host."""
        return mailing.address(reverse("account_sign_on_back"))

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return what the provider says of itself.

        :raises OAuth2Error: when it is another than the one of the settings, or leaves https.
        """
        config: dict[str, Any] = super().openid_config
        issuer = chosen().issuer
        if str(config.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
            raise OAuth2Error("another issuer")
        scheme = issuer.partition("://")[0]
        if not all(str(config.get(one, "")).startswith(f"{scheme}://") for one in ENDPOINTS):
            raise OAuth2Error("an address is missing, or leaves https")
        return config

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: str = ""
    ) -> dict[str, Any]:
        """Fetch the tokens; remember which nonce this browser sent."""
        self.nonce = _nonce(pkce_code_verifier)
        data: dict[str, Any] = super().get_access_token_data(
            request, app, client, pkce_code_verifier
        )
        return data

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Return who it is.

        :raises OAuth2Error: when the ID token is not for us, not for this browser, or not theirs.
        """
        claims = self._claims(str(kwargs["response"].get("id_token", "")), app.client_id)
        whole = claims if claims.get("email") else claims | self._address(token.token, claims)
        login = self.get_provider().sociallogin_from_response(request, whole)
        wanted = chosen().second_factor
        login.second_factor = rules.second_factor_shown(claims, wanted)
        return login

    def _claims(self, id_token: str, client: str) -> dict[str, Any]:
        keys = self._fetch("jwks_uri")
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                _key(keys, id_token),
                algorithms=ALGORITHMS,
                audience=client,
                issuer=self.openid_config["issuer"],
                leeway=CLOCKS_APART,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error("no valid ID token") from error
        if claims.get("azp", client) != client:
            raise OAuth2Error("an ID token for another program")
        if not constant_time_compare(str(claims.get("nonce", "")), self.nonce):
            raise OAuth2Error("an ID token of another sign-in")
        return claims

    def _address(self, token: str, claims: dict[str, Any]) -> dict[str, Any]:
        """Return the address where the ID token leaves it out."""
        said = self._fetch("userinfo_endpoint", Authorization=f"Bearer {token}")
        if said.get("sub") != claims["sub"]:
            raise OAuth2Error("user info of somebody else")
        return {one: said.get(one) for one in ("email", "email_verified", "xms_edov")}

    def _fetch(self, endpoint: str, **headers: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config[endpoint], headers=headers)
            answer.raise_for_status()
        said = answer.json()
        return said if isinstance(said, dict) else {}


def our_app() -> SocialApp:
    """Return the provider as the library wants it; its issuer keeps the `sub`s of two apart."""
    one = chosen()
    return SocialApp(
        provider=CityProvider.id,
        provider_id=one.issuer,
        name=one.name,
        client_id=one.client_id,
        secret=one.secret,
        settings={"server_url": one.issuer.rstrip("/")},
    )


def _nonce(verifier: str) -> str:
    """Return the nonce of a browser whose secret this is (Core 15.5.2: a hash of it is sent)."""
    return hashlib.sha256(f"nonce {verifier}".encode()).hexdigest()


def _key(keys: dict[str, Any], id_token: str) -> jwt.PyJWK:
    """Return the key that a token names; a token may leave that out where there is one key."""
    known = jwt.PyJWKSet.from_dict(keys).keys
    named = jwt.get_unverified_header(id_token).get("kid")
    found = [one for one in known if one.key_id == named or (named is None and len(known) == 1)]
    if not found:
        raise jwt.InvalidKeyError("no such key")
    return found[0]
