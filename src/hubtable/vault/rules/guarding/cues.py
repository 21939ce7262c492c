"""What in a sentence says that the next word is a person, or that it is none."""

import re


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _set(
    "mr mrs ms miss mx dr mister madam madame mme monsieur senor senora senhor senhora dona don"
    " sr sra rev reverend pastor father sister brother uncle aunt auntie tia tio titi abuela"
    " abuelo grandma grandpa nana officer detective sgt sergeant judge"
)
FUNCTION = _set(
    "a an the and or but nor so if then than that this these those i he she they we you it his her"
    " their our your my its him them us me who whom whose which what when where why how is are was"
    " were be been being am do does did has have had will would can could may might must shall"
    " should not no yes of in on at to for from by with without about after before over under"
    " into onto out up down off as per via also both all any each every some more most other such"
    " only just very again still yet now today tomorrow yesterday tonight here there already"
    " states says said told reports reported who's wants needs lives left right due re dob"
)
PERSON_VERBS = _set(
    "was is has had said says states stated told reports reported agreed agrees lives lived denies"
    " denied declined refused wants wanted needs needed works worked called calls came left stays"
    " stayed went became seems feels felt who dob born and's both does did will would can could"
    " asked asks moved missed attends attended drinks uses used took takes made makes got gets"
)
NAMING = re.compile(
    r"(?:\bnam(?:ed|e(?:'s)?(?:\s+(?:is|was))?)|\bcalled|\bknown\s+as|\ba\.?k\.?a\.?|\balias"
    r"|\bgoes\s+by|\bnick-?name[d]?(?:\s+is)?|\binitials(?:\s+are)?|\bborn\s+as|\bn[ée]e)"
    r"\s*[:,\"“'(]*\s*$",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"(?:\b(?:mother|father|mom|dad|mum|son|daughter|sister|brother|wife|husband|girlfriend|ex"
    r"|boyfriend|partner|cousin|aunt|uncle|niece|nephew|grandmother|grandfather|grandson"
    r"|granddaughter|grandma|grandpa|stepfather|stepmother|stepson|stepdaughter|spouse|fianc[ée]e?"
    r"|friend|roommate|neighbor|landlord|landlady|tenant|resident|client|patient|student|youth"
    r"|caller|kid|child|baby|toddler|teen|boy|girl|man|woman|lady|guy|victim|suspect|abuser|member"
    r"|veteran|elder|parent|guardian|caregiver|babysitter|teacher|counselor|lawyer|attorney)"
    r"(?:\s+of)?"
    r"|\b(?:spoke|speak|talk(?:ed)?|met|meet|visit(?:ed)?)\s*(?:to|with|w/)?"
    r"|\b(?:contact|ask\s+for|asked\s+for|check\s+on|checked\s+on|regarding|per|told|tell|saw|see"
    r"|arrested|attn|cc|with|w/|about|from|for|by|and|dear|hi|hello|re)"
    r")\s*[:,(]*\s*$",
    re.IGNORECASE,
)
SPOKEN = re.compile(
    r"\b(?:(?:spoke|speak|talk(?:ed)?|met|meet)\s*(?:to|with|w/)|(?:ask|asked)\s+for"
    r"|check(?:ed)?\s+on)\s*$",
    re.IGNORECASE,
)
WEAK = re.compile(r"\b(?:and|with|about|from|for|by|see|per|re)\s*$", re.IGNORECASE)
"""Cues too weak for a word in lower case."""
PLACE_BEFORE = _set("in at near to toward towards around outside inside into across on")
PARTICLES = _set("de da do dos das del della di du la le van von der den bin ibn al el st san")
INITIALS = re.compile(r"(?<![\w.])[A-Z]\.\s?[A-Z]\.(?:\s?[A-Z]\.)?(?!\w)")
INITIAL = re.compile(r"(?<![\w.])[A-Z]\.\s?(?P<surname>[A-Z][^\W\d_]+(?:['’-][^\W\d_]+)*)")
NOT_INITIALS = re.compile(r"(?:U\.\s?S|A\.\s?M|P\.\s?M|D\.\s?C|P\.\s?O|E\.\s?R|E\.\s?D|N\.\s?A)\.")
SURNAMES = _set(
    "lane hill lake park church house green hall banks street forest field fields bridge rivers"
    " river pond marsh brook mills mill court temple college common bell bank store mountain"
    " valley towers trail center ward"
)
"""Words for places that are common surnames."""
