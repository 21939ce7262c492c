"""The one settings file. The difference between installations is data (`HUBTABLE_*`), not code."""

import sys
from pathlib import Path

from csp.constants import NONE, SELF

from hubtable.accounts.rules.single_sign_on import Provider
from hubtable.base.keys import Keys
from hubtable.config.environment import (
    SettingRefused,
    conninfo,
    database,
    encrypted_address,
    read,
    read_whole_number,
)
from hubtable.config.logs import LOGGING as LOGGING
from hubtable.config.routers import AUTH_APPS as AUTH_APPS

# PRACTICE: 1 on practice data. Set by `hubtable demo`, never by hand.
PRACTICE = read("PRACTICE") == "1"
"""Practice Hub: no second factor demanded, cookies work over http, every page says so."""

# DATA: the data folder; without it `/var/lib/hubtable` for root, else the user's own data folder.
DATA = Path(read("DATA", "/var/lib/hubtable"))
# KEYS: the folder of the installation's keys. Keep a copy apart from every database backup.
KEYS = Keys(Path(read("KEYS", str(DATA / "keys"))))
# KEY_STORE: the folder of identity keys, one small file a situation.
KEY_STORE = Path(read("KEY_STORE", str(DATA / "keystore")))

DEBUG = False
SECRET_KEY = KEYS.text("secret") if KEYS.exist() else "no-keys-yet-only-checks-and-migrations-run"
# BASE_URL: the address people type, with https; links in mails are made from it.
BASE_URL = read("BASE_URL", "http://127.0.0.1:8000")
# PUBLISHER: who publishes the directory to other programs (`/api/hsds/v3/`), as the Hub's name.
PUBLISHER = read("PUBLISHER")
# PUBLISHER_MAIL: the mail address where partners say what is wrong with the directory's data.
PUBLISHER_MAIL = read("PUBLISHER_MAIL")
# PUBLIC_PHONE: the number people in need may call, shown on every page of the finder (`/find/`)
#   unless exactly one Hub published its own; without either the finder names 211.
PUBLIC_PHONE = read("PUBLIC_PHONE")
# PUBLIC_ZONE: the time zone the finder tells opening hours in, where a place names none.
PUBLIC_ZONE = read("PUBLIC_ZONE", "America/New_York")
# ALLOWED_HOSTS: host names the program answers to, divided by commas.
ALLOWED_HOSTS = [h for h in read("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
USE_X_FORWARDED_HOST = False
# BEHIND_PROXY: 1 when one proxy of yours stands in front and sets X-Forwarded-Proto and -For.
if read("BEHIND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

ROOT_URLCONF = "hubtable.config.urls"
WSGI_APPLICATION = "hubtable.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "hubtable.home",
    "hubtable.interop",
    "hubtable.table",
    "hubtable.vault",
    "hubtable.directory",
    "hubtable.hubs",
    "hubtable.accounts",
    "hubtable.audit",
    "hubtable.ui",
    "hubtable.base",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hubtable.config.middleware.quiet_pages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hubtable.accounts.web.middleware.limits",
    "hubtable.hubs.web.middleware.acting_seat",
]

# DATABASE_URL_APP: an external server: the role of the pages (postgresql://role:password@host/name).
# DATABASE_URL_AUTH: an external server: the role of signing in.
# DATABASE_URL_OWNER: an external server: the owner, for `init`, `seats`, `check` and
#   `manage migrate` only. Do not set it where `serve` runs.
# DATABASE_URL_BACKUP: an external server: the role that reads every row, for `backup` only.
# PREPARED: 0 plans every statement anew: for an external server behind a pooler that gives each
#   transaction another connection. So it is where LISTEN_URL is set, which says that there is one.
PREPARED = read("PREPARED", "1") == "1" and not read("LISTEN_URL")
DATABASES = {}
for _alias, _name in (("default", "APP"), ("auth", "AUTH"), ("owner", "OWNER")):
    if _url := read(f"DATABASE_URL_{_name}"):
        # The owner changes tables: what was prepared before would not fit after.
        DATABASES[_alias] = database(_url, prepared=PREPARED and _alias != "owner")
if not DATABASES:  # type checks and --help need no database
    DATABASES["default"] = database("postgresql://nobody@localhost/none")
if "owner" in DATABASES:
    DATABASES["owner"]["CONN_MAX_AGE"] = 0
# THREADS: requests one process answers at a time, 8 where several answer; each holds one connection
#   of the pages and one of signing in.
THREADS = read_whole_number("THREADS", 16)
# LISTEN_URL: an external server behind a pooler: its direct address for the role of the pages. Live
#   pages hear there what changes; through a pooler they would hear nothing.
LISTEN = conninfo(database(_url) if (_url := read("LISTEN_URL")) else DATABASES["default"])
DATABASE_ROUTERS = ["hubtable.config.routers.ByRole"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "hubtable.ui.jinja.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {  # mails only
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

STATIC_URL = "static/"
# STATIC: the folder of collected styles and scripts.
PLAIN_STATIC = PRACTICE or read("PLAIN_STATIC") == "1"
"""Styles and scripts straight from the package; otherwise hashed and compressed."""
STATIC_ROOT = None if PLAIN_STATIC else Path(read("STATIC", str(DATA / "static")))
# PLAIN_STATIC: 1 serves styles and scripts from the source, without hashed names.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PLAIN_STATIC
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = PLAIN_STATIC

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", "English")]
TIME_ZONE = "UTC"
USE_TZ = True

# --- who signs in -----------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["hubtable.accounts.actions.hashing.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
SECOND_FACTOR_REQUIRED = not PRACTICE
# IDLE_MINUTES: minutes without a request after which a session ends.
IDLE_MINUTES = read_whole_number("IDLE_MINUTES", 30)
# ABSOLUTE_HOURS: hours after signing in at which a session ends in any case.
ABSOLUTE_HOURS = read_whole_number("ABSOLUTE_HOURS", 12)
SESSION_ENGINE = "hubtable.accounts.web.sessions"
SESSION_COOKIE_NAME = "hubtable" if PRACTICE else "__Host-hubtable"
SESSION_COOKIE_AGE = ABSOLUTE_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not PRACTICE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "hubtable-csrf" if PRACTICE else "__Host-hubtable-csrf"
CSRF_FAILURE_VIEW = "hubtable.config.errors.csrf_failure"
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CACHES = {
    # In the database and shared by all processes: rate limits and the guard against using a
    # one-time code twice live here (security notes, 4). Room enough that nobody can push those
    # marks out by making others; expired ones are swept.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_ADAPTER = "hubtable.accounts.web.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "hubtable.accounts.web.forms.SignIn",
    "reauthenticate": "hubtable.accounts.web.forms.PasswordAgain",
    "reset_password": "hubtable.accounts.web.forms.AskReset",
    "reset_password_from_key": "hubtable.accounts.web.forms.ResetPassword",
    "change_password": "hubtable.accounts.web.forms.ChangePassword",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
# A stranger's mailbox gets nothing, and who asks cannot tell.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/account/login/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# A whole Hub may sign on from one office at the beginning of a meeting.
ACCOUNT_RATE_LIMITS = {"reset_password": "20/m/ip,3/15m/key", "single_sign_on": "60/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if read("BEHIND_PROXY") == "1" else 0
MFA_ADAPTER = "hubtable.accounts.web.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "hubtable.accounts.web.forms.Code",
    "reauthenticate": "hubtable.accounts.web.forms.CodeAgain",
    "activate_totp": "hubtable.accounts.web.forms.FirstCode",
    "add_webauthn": "hubtable.accounts.web.forms.NewPasskey",
    "edit_webauthn": "hubtable.accounts.web.forms.NamePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PRACTICE
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Hubtable"
# A used code is remembered for 30 seconds: a wider window would let it be used again.
MFA_TOTP_TOLERANCE = 0
MFA_TRUST_ENABLED = False

# --- single sign-on (none without an issuer) --------------------------------------------------
# OIDC_ISSUER: the city's OpenID Connect provider, by its https address; with it people can sign in
#   there (see the how-to on single sign-on).
# OIDC_NAME: what the button calls that provider, such as the city's name.
# OIDC_CLIENT_ID: the name this program has at the provider.
# OIDC_CLIENT_SECRET: the secret it shares with the provider.
# OIDC_SECOND_FACTOR: words of the ID token's `amr` or `acr`, divided by commas, that say that the
#   provider asked for a second factor; it then counts for ours. Without them ours is asked for.
# OIDC_ONLY: 1 lets nobody in by password, passkey or invitation link alone.
SINGLE_SIGN_ON = (
    Provider(
        name=read("OIDC_NAME"),
        issuer=encrypted_address("OIDC_ISSUER", _url),
        client_id=read("OIDC_CLIENT_ID"),
        secret=read("OIDC_CLIENT_SECRET"),
        second_factor=frozenset(read("OIDC_SECOND_FACTOR").replace(" ", "").split(",")) - {""},
        only=read("OIDC_ONLY") == "1",
    )
    if (_url := read("OIDC_ISSUER"))
    else None
)
if SINGLE_SIGN_ON and not SINGLE_SIGN_ON.complete:
    raise SettingRefused(
        "HUBTABLE_OIDC_ISSUER needs HUBTABLE_OIDC_NAME, _CLIENT_ID and _CLIENT_SECRET beside it."
    )
if read("OIDC_ONLY") == "1" and not SINGLE_SIGN_ON:
    raise SettingRefused("HUBTABLE_OIDC_ONLY needs HUBTABLE_OIDC_ISSUER, or nobody could sign in.")
SOCIALACCOUNT_ADAPTER = "hubtable.accounts.web.single_sign_on.Adapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5

# --- headers ----------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if PRACTICE else 31_536_000
X_FRAME_OPTIONS = "DENY"

# --- mail -------------------------------------------------------------------------------------
# MAIL_HOST: the mail server; without it mails are written to `mail` in the data folder.
EMAIL_HOST = read("MAIL_HOST")
# MAIL_PORT: its port.
EMAIL_PORT = read_whole_number("MAIL_PORT", 587)
# MAIL_USER: the name to sign in to it with.
EMAIL_HOST_USER = read("MAIL_USER")
# MAIL_PASSWORD: the password to sign in to it with.
EMAIL_HOST_PASSWORD = read("MAIL_PASSWORD")
# MAIL_TLS: 1 encrypts the connection (STARTTLS); anything else does not.
EMAIL_USE_TLS = read("MAIL_TLS", "1") == "1"
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = str(DATA / "mail")
# MAIL_FROM: the sender of mails.
DEFAULT_FROM_EMAIL = read("MAIL_FROM", "hub@localhost")

if sys.version_info < (3, 11):
    raise SettingRefused("Hubtable needs Python 3.11 or newer.")
