"""The public pages of both practice Hubs, in three languages. Numbers (555-01xx) are invented."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from hubtable.cli.practice.cast import Cast
from hubtable.cli.practice.stage import ADMIN, Event, Who
from hubtable.hubs.actions import public_pages
from hubtable.hubs.rules.languages import PublicLanguage
from hubtable.hubs.rules.public_pages import Words
from hubtable.kernel.seat import Seat

PHONES = {"metrowest-practice": "(508) 555-0160", "worcester-practice": "(774) 555-0161"}
"""Slug of a Hub → the number its people answer."""
WRITTEN, PUBLISHED = 210, 195
"""Days before the start."""


class Text(NamedTuple):
    """What both Hubs say in one language."""

    hours: str
    how: str
    information: str
    translator: str = ""


TEXTS = {
    PublicLanguage.ENGLISH: Text(
        "Monday to Friday, 9 am to 6 pm",
        "{hub} helps people in {towns} find food, housing, health care and other help. It is free,"
        " and you need no account.\n\nSearch here, or call us. We look with you, in your language;"
        " an interpreter costs you nothing.\n\nIf you would rather not wait on the line, leave your"
        " number and say when it is safe to call you back.",
        "When you search here, nothing is kept of you.\n\nWhen you call, we write down what help"
        " you need, and your town. We write your name only if you ask us to call you back, and"
        " delete it after the call.\n\nWe tell no agency about you unless you agree. If somebody is"
        " in danger now, call 911.",
    ),
    PublicLanguage.SPANISH: Text(
        "De lunes a viernes, de 9 am a 6 pm",
        "{hub} ayuda a las personas de {towns} a encontrar comida, vivienda, atención médica y otra"
        " ayuda. Es gratis y no necesita cuenta.\n\nBusque aquí o llámenos. Buscamos con usted, en"
        " su idioma; el intérprete no le cuesta nada.\n\nSi prefiere no esperar en la línea, deje"
        " su número y diga cuándo es seguro llamarle.",
        "Cuando busca aquí, no se guarda nada de usted.\n\nCuando llama, anotamos qué ayuda"
        " necesita y su ciudad. Anotamos su nombre solo si pide que le llamemos, y lo borramos"
        " después de la llamada.\n\nNo hablamos de usted con ninguna agencia si usted no está de"
        " acuerdo. Si alguien está en peligro ahora, llame al 911.",
        "Marisol Alcaraván",
    ),
    PublicLanguage.HAITIAN_CREOLE: Text(
        "Lendi jiska vandredi, 9 am jiska 6 pm",
        "{hub} ede moun nan {towns} jwenn manje, kay, swen sante ak lòt èd. Li gratis, epi ou pa"
        " bezwen kont.\n\nChèche isit la, oswa rele nou. N ap chèche avè w, nan lang ou; entèprèt"
        " la pa koute w anyen.\n\nSi w pa vle tann sou liy lan, kite nimewo w epi di kilè nou ka"
        " rele w san danje.",
        "Lè w chèche isit la, nou pa kenbe anyen sou ou.\n\nLè w rele, nou ekri ki èd ou bezwen ak"
        " vil ou. Nou ekri non w sèlman si w mande nou rele w, epi nou efase l apre apèl la.\n\nNou"
        " pa pale sou ou ak okenn ajans si w pa dakò. Si yon moun an danje kounye a, rele 911.",
        "Mirlande Zwazo",
    ),
}


def public_events(cast: Cast, start: datetime) -> Iterator[Event]:
    """Yield how a Hub's administrator wrote its public pages, then published them."""
    who = Who(cast.slug, ADMIN)
    written = start - timedelta(days=WRITTEN)
    for days, language in enumerate(TEXTS):
        yield Event(written + timedelta(days=days), who, partial(_write, cast, language))
    yield Event(start - timedelta(days=PUBLISHED), who, _publish)


def _write(cast: Cast, language: PublicLanguage, by: Seat, at: datetime) -> None:
    said = TEXTS[language]
    names = {"hub": cast.name, "towns": ", ".join(name for name, _state in cast.towns)}
    words = Words(
        name=cast.name, phone=PHONES[cast.slug], hours=said.hours,
        how_it_works=said.how.format(**names), your_information=said.information,
        translator=said.translator,
    )  # fmt: skip
    public_pages.write_words(by=by, at=at, language=language, version=0, words=words)


def _publish(by: Seat, at: datetime) -> None:
    public_pages.publish(by=by, at=at, version=1)
