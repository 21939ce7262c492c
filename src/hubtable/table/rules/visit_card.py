"""The first-visit card: what a person is told on paper at the door, in five languages.

Plain words of about grade six, written for this card. It carries no name; a phone number is written
on the paper by hand. Sources of what it says: process.md (intervening; Agreements: the purpose),
and that reports required by law are unaffected.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from hubtable.hubs.rules.languages import PublicLanguage
from hubtable.table.rules.languages import Language

SPOKEN: Mapping[Language, PublicLanguage] = {
    Language.SPANISH: PublicLanguage.SPANISH,
    Language.PORTUGUESE: PublicLanguage.PORTUGUESE,
    Language.HAITIAN_CREOLE: PublicLanguage.HAITIAN_CREOLE,
    Language.FRENCH: PublicLanguage.FRENCH,
}
"""Interpreter's language of a situation → the card's. Of any other the card is in English."""


@dataclass(frozen=True, slots=True)
class CardText:
    """Every sentence of the card in one language."""

    title: str
    who: str
    not_in_trouble: str
    purpose: str
    why: str
    may_say_no: str
    later: str
    interpreter: str
    law: str
    contact: str
    danger: str


TEXTS: Mapping[PublicLanguage, CardText] = {
    PublicLanguage.ENGLISH: CardText(
        title="We came to help",
        who="Who came to see you",
        not_in_trouble="You are not in trouble.",
        purpose=(
            "We are not here to arrest you, make you leave your home, cut your benefits,"
            " or ask about immigration."
        ),
        why=(
            "People who work in your community are worried about you."
            " We want to ask what would help."
        ),
        may_say_no="You may say no. It is your choice.",
        later="You may also say: not now, come back another day.",
        interpreter="You can have an interpreter. It is free. Tell us your language.",
        law=(
            "If a child, an older person or a person with a disability may be getting hurt,"
            " the law may say that we must report it."
        ),
        contact="Name and phone number to call:",
        danger="In danger now? Call 911. In a crisis, to talk to someone: call or text 988.",
    ),
    PublicLanguage.SPANISH: CardText(
        title="Vinimos para ayudar",
        who="Quiénes vinieron a verle",
        not_in_trouble="Usted no está en problemas.",
        purpose=(
            "No vinimos a arrestarle, a sacarle de su casa, a quitarle beneficios"
            " ni a preguntar por inmigración."
        ),
        why=(
            "Personas que trabajan en su comunidad se preocupan por usted."
            " Queremos preguntarle qué le ayudaría."
        ),
        may_say_no="Usted puede decir que no. La decisión es suya.",
        later="También puede decir: ahora no, vuelvan otro día.",
        interpreter="Puede tener un intérprete. Es gratis. Díganos qué idioma habla.",
        law=(
            "Si es posible que alguien esté lastimando a un niño, a una persona mayor o a una"
            " persona con discapacidad, la ley puede obligarnos a reportarlo."
        ),
        contact="Nombre y teléfono para llamar:",
        danger=(
            "¿Está en peligro ahora? Llame al 911. En una crisis, para hablar con alguien:"
            " llame al 988 y oprima 2."
        ),
    ),
    PublicLanguage.PORTUGUESE: CardText(
        title="Viemos para ajudar",
        who="Quem veio falar com você",
        not_in_trouble="Ninguém está acusando você de nada.",
        purpose=(
            "Não viemos prender você, tirar você de casa, cortar seus benefícios"
            " nem perguntar sobre imigração."
        ),
        why=(
            "Pessoas que trabalham na sua comunidade estão preocupadas com você."
            " Queremos perguntar o que ajudaria."
        ),
        may_say_no="Você pode dizer não. A escolha é sua.",
        later="Você também pode dizer: agora não, voltem outro dia.",
        interpreter="Você pode ter um intérprete. É de graça. Diga qual é a sua língua.",
        law=(
            "Se uma criança, uma pessoa idosa ou uma pessoa com deficiência pode estar sofrendo"
            " maus-tratos, a lei pode nos obrigar a avisar as autoridades."
        ),
        contact="Nome e telefone para ligar:",
        danger=(
            "Está em perigo agora? Ligue para 911. Em uma crise, para falar com alguém:"
            " ligue para 988."
        ),
    ),
    PublicLanguage.HAITIAN_CREOLE: CardText(
        title="Nou vin pou ede",
        who="Kiyès ki vin wè ou",
        not_in_trouble="Ou pa nan pwoblèm.",
        purpose=(
            "Nou pa vin arete ou, mete ou deyò lakay ou, koupe benefis ou,"
            " ni poze kesyon sou imigrasyon."
        ),
        why=(
            "Gen moun k ap travay nan kominote a ki enkyete pou ou."
            " Nou vle mande ou kisa ki ta ka ede ou."
        ),
        may_say_no="Ou ka di non. Se ou ki deside.",
        later="Ou ka di tou: pa kounye a, tounen yon lòt jou.",
        interpreter="Ou ka gen yon entèprèt. Li gratis. Di nou ki lang ou pale.",
        law=(
            "Si gen yon timoun, yon granmoun aje oswa yon moun andikape y ap maltrete petèt,"
            " lalwa ka oblije nou rapòte sa."
        ),
        contact="Non ak nimewo telefòn pou rele:",
        danger=(
            "Ou an danje kounye a? Rele 911. Si ou nan yon kriz, pou pale ak yon moun: rele 988."
        ),
    ),
    PublicLanguage.FRENCH: CardText(
        title="Nous venons pour aider",
        who="Qui vient vous voir",
        not_in_trouble="On ne vous reproche rien.",
        purpose=(
            "Nous ne venons pas pour vous arrêter, vous faire quitter votre logement, couper vos"
            " aides ni poser des questions sur l'immigration."
        ),
        why=(
            "Des personnes qui travaillent dans votre ville s'inquiètent pour vous."
            " Nous voulons vous demander ce qui vous aiderait."
        ),
        may_say_no="Vous pouvez dire non. C'est vous qui choisissez.",
        later="Vous pouvez aussi dire : pas maintenant, revenez un autre jour.",
        interpreter=(
            "Vous pouvez avoir un interprète. C'est gratuit. Dites-nous quelle langue vous parlez."
        ),
        law=(
            "Si un enfant, une personne âgée ou une personne handicapée subit peut-être de mauvais"
            " traitements, la loi peut nous obliger à le signaler."
        ),
        contact="Nom et téléphone à appeler :",
        danger=(
            "Vous êtes en danger maintenant ? Appelez le 911. En cas de crise, pour parler à"
            " quelqu'un : appelez le 988."
        ),
    ),
}


def card_language(language: Language | None) -> PublicLanguage:
    """Return the language a situation's card is first shown in."""
    return SPOKEN.get(language, PublicLanguage.ENGLISH) if language else PublicLanguage.ENGLISH
