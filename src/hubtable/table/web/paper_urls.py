"""Addresses of the paper of a meeting, and of the record of those that were."""

from django.urls import path

from hubtable.table.web import papers, past_meetings

urlpatterns = [
    path("papers/", papers.papers, name="papers"),
    path("papers/reading-cards/", papers.reading_cards, name="reading_cards"),
    path("papers/voting-cards/", papers.voting_cards, name="voting_cards"),
    path("papers/slips/", papers.slips, name="slips"),
    path("papers/assignments/", papers.assignments, name="assignments"),
    path("meeting/paper/", papers.agenda, name="agenda"),
    path("meetings/", past_meetings.past, name="meetings"),
    path("meetings/<uuid:pk>/", past_meetings.record, name="meeting_record"),
]
