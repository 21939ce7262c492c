"""The smallest site with signing in: its pages, one page of work, nothing of Hubs."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from hubtable.config import health


@login_required
def work(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<link rel="icon" href="data:,"><p>the work</p>')


urlpatterns = [
    path("", work, name="work"),
    path("healthz", health.alive, name="healthz"),
    path("account/", include("hubtable.accounts.web.urls")),
    path("", include("hubtable.ui.urls")),
]
