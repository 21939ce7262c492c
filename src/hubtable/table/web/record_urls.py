"""Addresses of looks, excesses, holds, forgetting, records, notices and packets."""

from django.urls import path

from hubtable.table.web import (
    exceeding,
    filing,
    forgetting,
    holding,
    looking,
    sending,
    taking,
    who_was_told,
)

urlpatterns = [
    path("screening/packet/", taking.packet, name="packet"),
    path("sending/<uuid:pk>/", sending.sending, name="sending"),
    path("sending/<uuid:pk>/consent/", sending.elsewhere, name="sending_consent"),
    path("telling/<uuid:pk>/<uuid:person>/", who_was_told.notice, name="who_was_told"),
    path(
        "telling/<uuid:pk>/<uuid:person>/name/",
        who_was_told.with_name,
        name="who_was_told_name",
    ),
    path("looking/", looking.looking, name="looking"),
    path("looking/<str:number>/", looking.look, name="look"),
    path("looking/open/<uuid:pk>/", looking.opened, name="look_open"),
    path("looking/open/<uuid:pk>/show/", looking.show, name="look_show"),
    path("looking/close/<uuid:pk>/", looking.close, name="look_close"),
    path("looking/review/<uuid:pk>/", looking.review, name="look_review"),
    path("exceeding/", exceeding.exceeding, name="exceeding"),
    path("exceeding/now/", exceeding.too_much, name="too_much"),
    path("exceeding/show/", exceeding.show_again, name="show_again"),
    path("exceeding/<uuid:pk>/review/", exceeding.review, name="exceeding_review"),
    path("holding/", holding.holding, name="holding"),
    path("holding/<uuid:pk>/lift/", holding.lift, name="hold_lift"),
    path("forgetting/", forgetting.forgetting, name="forgetting"),
    path("forgetting/proof/<uuid:pk>/", forgetting.proven, name="proof"),
    path("filing/", filing.filing, name="filing"),
    path("filing/<uuid:pk>/", filing.record, name="filing_record"),
    path("filing/<uuid:pk>/csv/", filing.download, name="filing_csv"),
    path("filing/<uuid:pk>/filed/", filing.filed, name="filed"),
]
