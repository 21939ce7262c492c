"""Addresses of the room's screen. The cookie of a paired screen is sent to these alone."""

from django.urls import path

from hubtable.table.web import pairing, room

urlpatterns = [
    path("room/", room.room, name="room"),
    path("room/pulse/", room.pulse, name="room_pulse"),
    path("room/claim/", room.claim, name="room_claim"),
    path("room/pair/", pairing.pairing, name="pairing"),
    path("room/pair/code/", pairing.offer, name="pairing_code"),
    path("room/pair/<uuid:pk>/end/", pairing.unpair, name="unpair"),
]
