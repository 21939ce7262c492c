"""Addresses of this domain."""

from django.urls import include, path

from hubtable.table.web import (
    correcting,
    deciding,
    drafts,
    meeting,
    names,
    presenting,
    screening,
    situations,
)

app_name = "table"
urlpatterns = [
    path("", situations.overview, name="overview"),
    path("screening/", screening.begin, name="screening"),
    path("screening/<uuid:pk>/", screening.worksheet, name="worksheet"),
    path("screening/<uuid:pk>/save/", drafts.save, name="worksheet_save"),
    path("screening/<uuid:pk>/danger/", screening.danger, name="worksheet_danger"),
    path("screening/<uuid:pk>/check/", screening.check, name="screening_check"),
    path("screening/<uuid:pk>/submit/", screening.submit, name="screening_submit"),
    path("screening/<uuid:pk>/withdraw/", screening.withdraw, name="screening_withdraw"),
    path("screening/<uuid:pk>/names/", names.names, name="names"),
    path("screening/<uuid:pk>/names/<uuid:person>/", names.keep, name="names_keep"),
    path("screening/<uuid:pk>/names/<uuid:person>/show/", names.show, name="names_show"),
    path("correcting/<uuid:pk>/", correcting.correct, name="correcting"),
    path("situations/<uuid:pk>/", situations.situation, name="situation"),
    path("presenting/<uuid:pk>/", presenting.present, name="present"),
    path("presenting/<uuid:pk>/back/", presenting.put_back, name="put_back"),
    path("presenting/<uuid:pk>/room/", presenting.room, name="room_view"),
    path("presenting/<uuid:pk>/card/", situations.reading, name="reading_card"),
    path("deciding/<uuid:pk>/say/", deciding.say_stance, name="say"),
    path("deciding/<uuid:pk>/accept/", deciding.accept, name="accept"),
    path("deciding/<uuid:pk>/reject/", deciding.reject, name="reject"),
    path("deciding/<uuid:pk>/undo/", deciding.undo, name="decision_undo"),
    path("meeting/", meeting.meeting, name="meeting"),
    path("meeting/begin/", meeting.begin, name="meeting_begin"),
    path("meeting/in/", meeting.check_in, name="check_in"),
    path("in/<slug:code>/", meeting.door, name="door"),
    path("meeting/code/", meeting.change_code, name="change_code"),
    path("meeting/out/", meeting.check_out, name="check_out"),
    path("meeting/turn/", meeting.turn_to, name="turn_to"),
    path("meeting/end/", meeting.end, name="meeting_end"),
    path("", include("hubtable.table.web.acting_urls")),
    path("", include("hubtable.table.web.exchange_urls")),
    path("", include("hubtable.table.web.naming_urls")),
    path("", include("hubtable.table.web.paper_urls")),
    path("", include("hubtable.table.web.record_urls")),
]
