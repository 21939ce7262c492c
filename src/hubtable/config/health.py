"""Health for the machine that runs us: no detail for strangers."""

from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse


def alive(_request: HttpRequest) -> HttpResponse:
    """Answer that the process is up."""
    return HttpResponse("alive\n", content_type="text/plain")


def ready(_request: HttpRequest) -> HttpResponse:
    """Answer whether both roles reach the database and the lock is in place (503 if not)."""
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT kind FROM lock.acting()")
        with connections["auth"].cursor() as cursor:
            cursor.execute("SELECT practice FROM base_installation")
            made = cursor.fetchone() is not None
    except DatabaseError:
        made = False
    status = 200 if made else 503
    return HttpResponse(
        "ready\n" if made else "not ready\n", content_type="text/plain", status=status
    )
