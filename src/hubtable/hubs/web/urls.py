"""Addresses of choosing a seat and of administering a Hub (contract.md, Addresses)."""

from django.urls import path

from hubtable.hubs.web import (
    agencies,
    faces,
    overview,
    people,
    posting,
    programs,
    record,
    seating,
    seats,
    tables,
    vocabularies,
)

app_name = "hubs"
CHOOSING = [
    path("seats/", seats.seats, name="seats"),
    path("seats/choose/", seats.choose, name="choose"),
    path("seats/sign/<uuid:person>/", seats.sign, name="sign"),
]
HUB = [
    path("hub/", overview.overview, name="hub"),
    path("hub/change/", overview.change, name="change"),
    path("hub/towns/", overview.towns, name="towns"),
    path("hub/towns/<uuid:pk>/end/", overview.end_town, name="town_end"),
    path("hub/towns/<uuid:pk>/back/", overview.town_back, name="town_back"),
    path("hub/record/", record.record, name="record"),
    path("hub/mail/", posting.mail, name="mail"),
    path("hub/mail/<uuid:pk>/again/", posting.again, name="mail_again"),
    path("hub/mail/<uuid:pk>/aside/", posting.aside, name="mail_aside"),
]
FACES = [
    path("hub/faces/", faces.faces, name="faces"),
    path("hub/faces/print/", faces.printed, name="faces_print"),
    path("hub/faces/<uuid:pk>.jpg", faces.photo, name="photo"),
    path("hub/you/", faces.yourself, name="yourself"),
    path("hub/you/photo/remove/", faces.remove, name="photo_remove"),
    path("hub/people/<uuid:pk>/photo/remove/", faces.remove_of, name="person_photo_remove"),
]
TABLES = [
    path("hub/tables/", tables.tables, name="tables"),
    path("hub/tables/add/", tables.add, name="table_add"),
    path("hub/tables/<uuid:pk>/", tables.table, name="table"),
    path("hub/tables/<uuid:pk>/change/", tables.change, name="table_change"),
    path("hub/tables/<uuid:pk>/words/", tables.words, name="table_words"),
    path("hub/tables/<uuid:pk>/end/", tables.end, name="table_end"),
    path("hub/tables/<uuid:pk>/back/", tables.back, name="table_back"),
    path("hub/tables/<uuid:pk>/send/", seating.send, name="send"),
    path("hub/delegations/<uuid:pk>/end/", seating.recall, name="delegation_end"),
    path("hub/delegations/<uuid:pk>/back/", seating.recall_back, name="delegation_back"),
]
WORDS = [
    path("hub/words/", vocabularies.vocabularies, name="vocabularies"),
    path("hub/words/add/", vocabularies.issue, name="vocabulary_add"),
    path("hub/words/<uuid:pk>/", vocabularies.vocabulary, name="vocabulary"),
    path("hub/words/<uuid:pk>/<slug:kind>/", vocabularies.reword, name="reword"),
]
AGENCIES = [
    path("hub/agencies/", agencies.agencies, name="agencies"),
    path("hub/agencies/print/", agencies.printed, name="agencies_print"),
    path("hub/agencies/agencies.csv", agencies.exported, name="agencies_csv"),
    path("hub/agencies/add/", agencies.add, name="agency_add"),
    path("hub/agencies/<uuid:pk>/", agencies.agency, name="agency"),
    path("hub/agencies/<uuid:pk>/change/", agencies.change, name="agency_change"),
    path("hub/agencies/<uuid:pk>/end/", agencies.end, name="agency_end"),
    path("hub/agencies/<uuid:pk>/back/", agencies.back, name="agency_back"),
    path("hub/agencies/<uuid:pk>/programs/add/", programs.add_program, name="program_add"),
    path("hub/programs/<uuid:pk>/change/", programs.change_program, name="program_change"),
    path("hub/programs/<uuid:pk>/end/", programs.end_program, name="program_end"),
    path("hub/programs/<uuid:pk>/back/", programs.program_back, name="program_back"),
    path("hub/agencies/<uuid:pk>/agreements/add/", programs.add_agreement, name="agreement_add"),
    path("hub/agreements/<uuid:pk>/change/", programs.move_agreement, name="agreement_change"),
    path("hub/agreements/<uuid:pk>/end/", programs.end_agreement, name="agreement_end"),
]
PEOPLE = [
    path("hub/people/", people.people, name="people"),
    path("hub/people/print/", people.printed, name="people_print"),
    path("hub/people/people.csv", people.exported, name="people_csv"),
    path("hub/people/add/", people.add, name="person_add"),
    path("hub/people/<uuid:pk>/", people.person, name="person"),
    path("hub/people/<uuid:pk>/change/", people.change, name="person_change"),
    path("hub/people/<uuid:pk>/invite/", people.invite, name="invite"),
    path("hub/people/<uuid:pk>/end/", people.end, name="person_end"),
    path("hub/people/<uuid:pk>/back/", people.back, name="person_back"),
    path("hub/people/<uuid:pk>/agreement/add/", seating.paper, name="paper"),
    path("hub/people/<uuid:pk>/agreement/end/", seating.end_paper, name="paper_end"),
    path("hub/seats/add/", seating.give, name="seat_give"),
    path("hub/seats/<uuid:pk>/end/", seating.end, name="seat_end"),
    path("hub/seats/<uuid:pk>/back/", seating.end_back, name="seat_back"),
]
urlpatterns = [*CHOOSING, *HUB, *FACES, *TABLES, *WORDS, *AGENCIES, *PEOPLE]
