"""What is kept of Hubs: one file per noun."""

from hubtable.hubs.models.agencies import Agency, Agreement, Program
from hubtable.hubs.models.hubs import Hub, Town
from hubtable.hubs.models.mail import Mail
from hubtable.hubs.models.people import Confidentiality, Person, Photo
from hubtable.hubs.models.public import PublicPage, PublicWords
from hubtable.hubs.models.seats import Credential, Delegation, SeatRow
from hubtable.hubs.models.tables import Table
from hubtable.hubs.models.vocabulary import Term, VocabularyVersion

__all__ = [
    "Agency",
    "Agreement",
    "Confidentiality",
    "Credential",
    "Delegation",
    "Hub",
    "Mail",
    "Person",
    "Photo",
    "Program",
    "PublicPage",
    "PublicWords",
    "SeatRow",
    "Table",
    "Term",
    "Town",
    "VocabularyVersion",
]
