"""Addresses of the steps after the names round: visiting, updating, concluding, offering."""

from django.urls import path

from hubtable.table.web import (
    concluding,
    intervening,
    noting,
    offering,
    thanking,
    updating,
    visit_door,
)

VISIT = "intervening/<uuid:pk>/"

urlpatterns = [
    path(VISIT, intervening.visiting, name="visiting"),
    path(f"{VISIT}card/", visit_door.card, name="visit_card"),
    path(f"{VISIT}group/", visit_door.gather, name="visit_gather"),
    path(f"{VISIT}mistake/<uuid:entry>/", intervening.mistake, name="visit_mistake"),
    path(f"{VISIT}consent/<uuid:consent>/end/", visit_door.end_consent, name="visit_consent_end"),
    path(f"{VISIT}<uuid:person>/show/", intervening.show, name="visit_show"),
    path(f"{VISIT}<uuid:person>/contact/", intervening.contact, name="visit_contact"),
    path(f"{VISIT}<uuid:person>/declined/", intervening.declined, name="visit_declined"),
    path(f"{VISIT}<uuid:person>/consent/", visit_door.consent, name="visit_consent"),
    path(f"{VISIT}<uuid:person>/note/<slug:kind>/", intervening.note, name="visit_note"),
    path("updating/", updating.mine, name="updating"),
    path("updating/<uuid:pk>/", updating.update, name="update"),
    path("updating/<uuid:pk>/spoken/", updating.record_for_lead, name="update_for_lead"),
    path("concluding/<uuid:pk>/", concluding.conclude, name="conclude"),
    path("concluding/<uuid:pk>/again/", concluding.reopen, name="reopen"),
    path("concluding/<uuid:pk>/thank/", thanking.thank, name="thank"),
    path("offering/<uuid:pk>/", offering.offer, name="offer"),
    path("offering/<uuid:pk>/<uuid:offer>/", offering.take_or_thank, name="offer_answer"),
    path("offering/<uuid:pk>/<uuid:offer>/back/", offering.withdraw, name="offer_withdraw"),
    path("screening/<uuid:pk>/note/", noting.note, name="note"),
]
