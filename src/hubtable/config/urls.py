"""Every address of the program (contract.md, Addresses)."""

from django.urls import include, path

from hubtable.config import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("account/", include("hubtable.accounts.web.urls")),
    path("directory/", include("hubtable.directory.web.urls")),
    path("", include("hubtable.directory.web.finder_urls")),
    path("hub/public/", include("hubtable.directory.web.publishing_urls")),
    path("table/", include("hubtable.table.web.urls")),
    path("", include("hubtable.vault.web.urls")),
    path("", include("hubtable.hubs.web.urls")),
    path("", include("hubtable.interop.web.urls")),
    path("", include("hubtable.home.web.urls")),
    path("", include("hubtable.ui.urls")),
]

handler400 = "hubtable.config.errors.bad_request"
handler403 = "hubtable.config.errors.forbidden"
handler404 = "hubtable.config.errors.not_found"
handler500 = "hubtable.config.errors.broken"
