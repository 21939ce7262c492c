"""Addresses of the names round, of assigning and of joining; under those of this domain."""

from django.urls import path

from hubtable.table.web import agreeing, assigning, joining, picked, picking, rounds

urlpatterns = [
    path("identifying/", picked.picked, name="picked"),
    path("identifying/open/", rounds.open_all, name="rounds_open"),
    path("identifying/close/", rounds.close_all, name="rounds_close"),
    path("identifying/<uuid:pk>/", picking.identifying, name="identifying"),
    path("identifying/<uuid:pk>/open/", rounds.open_one, name="round_open"),
    path("identifying/<uuid:pk>/close/", rounds.close_one, name="round_close"),
    path("identifying/<uuid:pk>/heard/", picking.heard, name="heard"),
    path("identifying/<uuid:pk>/propose/", picking.propose, name="propose"),
    path("identifying/<uuid:pk>/consent/", agreeing.consent, name="consent"),
    path(
        "identifying/<uuid:pk>/consent/<uuid:consent>/withdraw/",
        agreeing.withdraw,
        name="consent_withdraw",
    ),
    path("identifying/<uuid:pk>/<uuid:person>/guard/", agreeing.safeguard, name="safeguard"),
    path("identifying/<uuid:pk>/<uuid:person>/show/", picked.show, name="picked_show"),
    path("identifying/<uuid:pk>/<uuid:person>/answer/", picked.answer, name="picked_answer"),
    path("assigning/<uuid:pk>/", assigning.assign, name="assign"),
    path("assigning/<uuid:pk>/proposed/", rounds.take_proposal, name="assign_proposed"),
    path("assigning/<uuid:pk>/gather/", assigning.gather, name="gather"),
    path("joining/", joining.joining, name="joining"),
    path("joining/<uuid:match>/ask/", joining.ask, name="joining_ask"),
    path("joining/<uuid:match>/join/", joining.join, name="join"),
    path("joining/<uuid:match>/apart/", joining.set_apart, name="set_apart"),
    path("joining/<uuid:question>/answer/", joining.answer, name="joining_answer"),
]
