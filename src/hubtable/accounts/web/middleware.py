"""What stands before every page: the limits of a session and the second factor."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hubtable.accounts.actions import keeping
from hubtable.accounts.rules.limits import use_is_due
from hubtable.accounts.web import second_factor
from hubtable.accounts.web.clock import now
from hubtable.accounts.web.sessions import SessionStore
from hubtable.accounts.web.sessions import limits as limits_of_sessions
from hubtable.audit.actions.recording import record_account
from hubtable.ui.saying import say

Handler = Callable[[HttpRequest], HttpResponse]


def limits(get_response: Handler) -> Handler:
    """Hold every request to the limits of its session, and to the second factor."""

    def hold(request: HttpRequest) -> HttpResponse:
        session = request.session
        assert isinstance(session, SessionStore)  # noqa: S101 - SESSION_ENGINE is ours
        session.user_agent = request.headers.get("User-Agent", "")
        signed_in = request.user.is_authenticated
        if not session.verdict:
            _say_over(request, session)
        if signed_in:
            if not _refreshes_itself(request):
                _note_use(session)
            verdict = second_factor.verdict_on(request)
            if not verdict and not second_factor.is_open(request, verdict):
                return second_factor.lead_to(request, verdict)
        response = get_response(request)
        if signed_in and not request.user.is_authenticated:
            # Nothing of what was shown stays in this browser.
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return hold


def _say_over(request: HttpRequest, session: SessionStore) -> None:
    """Record that a limit ended the session, and say so on the next page."""
    user = session.found.user if session.found else None
    if user is None:
        return
    record_account(
        verb="session_expired", user=user, at=now(), detail={"limit": session.verdict.code}
    )
    say(request, session.verdict.sentence, tone="info")


def _refreshes_itself(request: HttpRequest) -> bool:
    """Whether a page asks by itself how things stand now: nobody has to be there for that."""
    return request.method == "GET" and request.headers.get("HX-Request") == "true"


def _note_use(session: SessionStore) -> None:
    at = now()
    if session.found and use_is_due(session.found.lifetime, limits_of_sessions(), at):
        keeping.touch(at=at, key=session.session_key or "")
