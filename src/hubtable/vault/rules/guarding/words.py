"""Words as the guard reads them: folded, and whether they are ordinary English.

`ordinary.txt` are the lower-case words of SCOWL, size 35 (THIRD_PARTY.md). The sets below add what
notes of this field use and what is no person: days, offices, medicines, languages, states.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

WORD = re.compile(r"[^\W\d_]+(?:['’‘`´-][^\W\d_]+)*", re.UNICODE)
APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´", "'"))
STOPS = ".!?:\n•|–—("


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text; `folded` is lower case without accents and possessive."""

    text: str
    folded: str
    start: int
    end: int
    first: bool
    """Whether a sentence begins here."""

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        """Whether it is in capitals throughout."""
        return len(self.text) > 1 and self.text.isupper()

    @property
    def possessive(self) -> bool:
        """Whether it ends in 's."""
        return self.text.translate(APOSTROPHES).lower().endswith("'s")

    @property
    def accented(self) -> bool:
        """Whether it has a letter English does not."""
        return any(ord(letter) > 127 and letter.isalpha() for letter in self.text)


def fold(text: str) -> str:
    """Return a text in lower case and without accents."""
    apart = unicodedata.normalize("NFKD", text.translate(APOSTROPHES).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def bare(word: str) -> str:
    """Return a word folded and without its possessive."""
    return fold(word).removesuffix("'s").removesuffix("'")


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    behind = 0
    for match in WORD.finditer(text):
        between = text[behind : match.start()]
        first = not behind or _ends_sentence(text[:behind], between)
        yield Word(match[0], bare(match[0]), match.start(), match.end(), first)
        behind = match.end()


def _ends_sentence(before: str, between: str) -> bool:
    """Say whether a sentence ends between two words; the dot of "Mr." or "J." ends none."""
    if not any(stop in between for stop in STOPS):
        return False
    last = re.split(r"[\s(]", before)[-1]
    return not (between.strip() == "." and (len(last) == 1 or fold(last) in SHORT))


@cache
def dictionary() -> frozenset[str]:
    """Return the ordinary words of English."""
    text = resources.files(__package__).joinpath("ordinary.txt").read_text(encoding="utf-8")
    return frozenset(text.split()) - NAMES_FIRST | FIELD | NO_PERSON


@cache
def is_ordinary(folded: str) -> bool:
    """Say whether a folded word is plain English, by itself or in its parts."""
    known = dictionary()
    if folded in known or len(folded) < 2:
        return True
    parts = re.split(r"['-]", folded)
    if len(parts) > 1:
        return all(not part or is_ordinary(part) for part in parts)
    return any(root in known for root in _roots(folded))


def _roots(folded: str) -> Iterator[str]:
    """Yield what a longer word may be made from."""
    for ending in ("s", "es", "ed", "d", "ing", "er", "ers", "ly", "ness", "less"):
        if len(folded) > len(ending) + 3 and folded.endswith(ending):
            yield folded.removesuffix(ending)
            yield folded.removesuffix(ending) + "e"
    for beginning in ("un", "re", "non", "pre", "mis", "co", "sub", "over", "under", "anti"):
        if len(folded) > len(beginning) + 4 and folded.startswith(beginning):
            yield folded.removeprefix(beginning)


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


SHORT = _set("mr mrs ms mx dr sr sra jr st rev fr prof hon capt sgt det lt ofc atty apt no vs")

DAYS = _set(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri"
    " sat sun january february march april may june july august september october november"
    " december jan feb mar apr jun jul aug sep sept oct nov dec christmas thanksgiving easter"
    " ramadan halloween eid hanukkah diwali juneteenth"
)
STATES = _set(
    "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia"
    " hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts"
    " michigan minnesota mississippi missouri montana nebraska nevada hampshire jersey mexico"
    " york carolina dakota ohio oklahoma oregon pennsylvania rhode tennessee texas utah vermont"
    " virginia washington wisconsin wyoming mass england america usa canada boston worcester"
    " springfield cambridge lowell brockton quincy chelsea providence hartford"
    " ontario saskatchewan alberta manitoba toronto ottawa"
)
NATIONS = _set(
    "american african asian european latin latino latina latinx hispanic haitian brazilian"
    " dominican puerto rican guatemalan salvadoran honduran colombian venezuelan ecuadorian"
    " mexican cuban jamaican irish italian portuguese spanish french creole english vietnamese"
    " cambodian khmer chinese mandarin cantonese korean japanese arabic somali swahili amharic"
    " russian ukrainian polish greek albanian nepali hindi urdu bengali punjabi gujarati tagalog"
    " filipino farsi dari pashto kreyol cape verdean cabo indigenous wampanoag afghan syrian iraqi"
    " haiti brazil guatemala salvador honduras colombia venezuela ecuador cuba jamaica ireland"
    " italy portugal spain france vietnam cambodia china korea japan somalia ethiopia russia"
    " ukraine poland greece albania nepal india pakistan philippines afghanistan syria iraq"
    " republic verde rico jewish christian catholic protestant muslim islamic buddhist hindu"
    " baptist methodist pentecostal quaker lutheran episcopal god bible quran"
)
MEDICINES = _set(
    "suboxone subutex methadone naloxone narcan buprenorphine vivitrol naltrexone seroquel"
    " wellbutrin zoloft prozac lexapro celexa effexor cymbalta trazodone remeron abilify risperdal"
    " zyprexa haldol clozaril clozapine lithium depakote lamictal xanax klonopin ativan valium"
    " adderall ritalin concerta vyvanse strattera gabapentin neurontin ambien insulin metformin"
    " lisinopril oxycontin oxycodone percocet vicodin fentanyl xylazine tylenol ibuprofen"
    " quetiapine sertraline fluoxetine bupropion antabuse campral acamprosate sublocade invega"
)
FIELD = _set(
    "detox clinician clinicians caseworker caseworkers homeshare medicaid medicare masshealth"
    " naloxone ptsd adhd autism autistic bipolar schizophrenia schizoaffective dementia alzheimer"
    " alzheimers psychosis psychotic suicidality suicidal overdosed overdoses overdosing opioid"
    " opioids telehealth outpatient inpatient intake wraparound walkup sober homelessness"
    " foodbank meth crackhouse airbnb uber lyft zoom email emailed texted texting voicemail"
    " facebook instagram snapchat tiktok whatsapp google youtube venmo cashapp walmart amazon"
    " target costco cvs walgreens dunkin mcdonald medflight methadone copay nonprofit"
    " coworker coworkers stepdad stepmom stepson stepdaughter stepfather stepmother grandkids"
    " grandma grandpa nana mom mommy dad daddy mum momma papa bestie hubby toddler preteen"
    " teen teens youths ok okay yeah hi hello asap info etc vs via apt rehab meds psych hosp appt"
    " appts hx tx dx rx pt pts bx sx hh tbd tba fyi f/u ppl approx misc govt dept mgmt mgr"
    " acuity deescalation deescalate truancy unhoused unsheltered couchsurfing eviction evictions"
    " metrowest northeast southeast northwest southwest nonverbal neurodivergent transgender"
    " nonbinary lgbtq covid website online offline onsite offsite signup login laptop wifi"
    " bedbug bedbugs hoarder hoarding squalor frontline aftercare childcare daycare eldercare"
    " neuropsych coordinator coordinators interagency multidisciplinary multiagency"
    " aka alias co non pre re ex mid anti self multi post semi"
    " confidentiality probationary guardianship conservatorship arraignment arraigned"
)
OFFICES = _set(
    "school schools street st avenue ave road rd lane drive court center centre hospital clinic"
    " church temple mosque house home homes housing shelter inn hotel motel mall plaza square"
    " library college university academy elementary department office agency authority council"
    " commission committee association foundation institute coalition alliance partners"
    " partnership network initiative program programs project service services society inc llc"
    " corp company co ltd group club ymca ywca police fire ems unit ward district county city"
    " town village station terminal airport beach river lake pond hill heights mountain valley"
    " island bridge highway route boulevard parkway bank store market pantry kitchen cafe"
    " restaurant diner pharmacy gym stadium arena theater museum cemetery apartments towers"
    " manor estates residence residences senior youth health medical dental legal"
    " counseling recovery rehabilitation treatment therapy nursing rehab hub table army worldwide"
    " ministries mission charities trust fund act law amendment warehouse factory common"
    " commons green campus hall building complex trail forest outreach resource resources"
)
"""A capitalized word beside one of these is more likely a place or an organization."""

NO_PERSON = DAYS | STATES | NATIONS | MEDICINES

ALSO_NAMES = _set(
    "abbey abby ace alma amber amor angel april art ash aspen aura autumn avery bailey baker bella"
    " berry beth bill blaze bliss blossom blue bob booker brandy breeze brook brooks buck bud buddy"
    " cam candy carol cash chad chance chandler charity chase cherish cherry chip chuck clay cliff"
    " clover cody colt cooper coral corky crystal curt dale daisy dawn dean deacon delight"
    " desire destiny dick divine dolly don drew duke earl ebony echo eden ember emerald essence"
    " eternity ever faith fawn felicity fern flora forest frank gay gene genesis ginger glen glory"
    " grace gray grant guy hank happy harmony hazel heath heather heaven henry holly honey hope"
    " hunter ivory ivy jack jade jan jasmine jay jean jerry jewel jimmy joy joe jolly jordan"
    " journey joyce josh june justice king kit lacy lance lark laurel lee liberty lily link love"
    " lucky lyric major maple marina mark marshal mason matt maverick max may maya mercy merry"
    " messiah miles miracle misty mo nana nick nova oak ocean olive opal page paisley pansy"
    " parker pat patience pearl penny peg pepper peace phoenix piper poppy precious presley"
    " prince princess promise prudence queen rain rainbow randy ray red reed reef rich river"
    " rob robin rock rocky roman rose rosemary rowan royal ruby rush rusty sage sailor sandy"
    " saint savannah scarlet scout serenity shade shelly sheer sherry sky skip sonny spring star"
    " sterling stone storm sue summer sunny sunshine tab taffy tawny taylor teddy terry tiger"
    " timber tom trace treasure trey trinity trip trinity truth tucker tyler val vance vera victor"
    " violet virtue wade walker wally ward warren wayne wesley whisper wilder will willow winter"
    " wolf woody wren young zion chelsea virginia georgia carolina dakota brooklyn paris sydney"
    " austin dallas houston florence charlotte madison jackson lincoln israel asia india china"
    " ireland cuba francisco santiago diego marcos mateo"
)
"""Ordinary words that people are also called."""

NAMES_FIRST = _set("maria jimmy johnny tommy bobby molly polly jenny billy peter roger martin ted")
"""Words of the list that are hardly ever written but as a name."""
