"""The forms of signing in: our labels, no placeholders, one field for a new password."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.utils.translation import gettext_lazy as _

from hubtable.accounts.actions.enrolling import weaknesses

NEW_PASSWORD_HINT = _(
    "At least 12 characters. A few words in a row that only you would put together are good."
)


class SignIn(account.LoginForm):  # type: ignore[misc]  # allauth has no types
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, login=_("E-mail address"), password=_("Password"))
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class PasswordAgain(account.ReauthenticateForm):  # type: ignore[misc]
    """The password, asked once more before a sensitive act."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, password=_("Your password"))


class AskReset(account.ResetPasswordForm):  # type: ignore[misc]
    """Where to mail the link for a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, email=_("E-mail address"))


class ResetPassword(account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by the mailed link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password_once(self)


class ChangePassword(account.ChangePasswordForm):  # type: ignore[misc]
    """A new password, by the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password_once(self)
        _name(self, oldpassword=_("Your password now"))


class Code(factor.AuthenticateForm):  # type: ignore[misc]
    """A code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self)


class CodeAgain(factor.ReauthenticateForm):  # type: ignore[misc]
    """A code, asked once more before a sensitive act."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self)


class FirstCode(app.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app: it shows that the secret arrived."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, code=_("The 6 digits the app shows"))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class NewPasskey(passkey.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey. It always signs in alone, so it always checks finger, face or PIN."""

    passwordless = forms.BooleanField(initial=True, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name of the passkey"),
        help_text=_("So that you recognize it: office phone, blue key."),
        max_length=60,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"] = _("Passkey")


class NamePasskey(passkey.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=60)


class ChoosePassword(forms.Form):
    """The first password, by an invitation."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=NEW_PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        """Refuse what is too short, too common, or the address itself."""
        password: str = self.cleaned_data["password"]
        for sentence in weaknesses(email=self.email, password=password):
            self.add_error("password", sentence)
        return password


def _name(form: forms.Form, **labels: Any) -> None:
    """Give the fields our labels and nothing that vanishes when one types."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label, field.help_text = label, ""
        field.widget.attrs.pop("placeholder", None)


def _new_password_once(form: forms.Form) -> None:
    """One field with a button that shows it, instead of two that hide a slip."""
    del form.fields["password2"]
    _name(form, password1=_("New password"))
    form.fields["password1"].help_text = NEW_PASSWORD_HINT


def _code(form: forms.Form) -> None:
    _name(form, code=_("Code"))
    form.fields["code"].help_text = _(
        "The 6 digits of your authenticator app, or one of your recovery codes."
    )
    form.fields["code"].widget.attrs["inputmode"] = "numeric"
