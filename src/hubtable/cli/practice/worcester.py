"""The practice Hub of one city: who is in it. The city is real; people and agencies are not."""

from datetime import time

from hubtable.cli.practice.cast import Agency, Cast, Person, Seating, Table
from hubtable.hubs.rules.policies import (
    AgreementKind,
    Deciding,
    Keeping,
    NamesRound,
    Regime,
    Rhythm,
)
from hubtable.hubs.rules.table_policy import TablePolicy
from hubtable.kernel.seat import Role

WORCESTER, ELDER = "worcester", "elder"
OPEN = (Regime.NONE,)

UNSAFE = (
    "Threat to Public Health and Safety: person's behaviour is a threat to public health and safety"
)
FACTORS = (
    "Alcohol: alcohol abuse by person",
    "Basic Needs: person unable to meet own basic needs",
    "Basic Needs: person being neglected by others",
    "Crime Victimization: assault",
    "Crime Victimization: threat",
    "Criminal Involvement: theft",
    "Drugs: drug abuse by person",
    "Elder Abuse: person victim of elder abuse",
    "Emotional Violence: emotional violence in the home",
    "Housing: person doesn't have access to appropriate housing",
    "Housing: person transient but has access to appropriate housing",
    "Mental Health: diagnosed mental health problem",
    "Mental Health: suspected mental health problem",
    "Mental Health: not following prescribed treatment",
    "Missing School: chronic absenteeism",
    "Missing/Runaway: runaway without parents' knowledge of whereabouts",
    "Parenting: parent-child conflict",
    "Physical Health: chronic disease",
    "Physical Health: general health issue",
    "Physical Violence: physical violence in the home",
    "Poverty: person living in less than adequate financial situation",
    "Self-Harm: person threatens self-harm",
    "Social Environment: negative neighbourhood",
    "Suicide: person current suicide risk",
    "Suicide: person previous suicide risk",
    UNSAFE,
    "Unemployment: person temporarily unemployed",
)

TABLES = (
    Table(
        WORCESTER,
        "Worcester Table",
        1,
        time(9, 0),
        TablePolicy(
            names_round=NamesRound.SMALL_ROOM,
            keeping=Keeping.UNTIL_CONCLUSION,
            retention_days=180,
            retention_approved_by="City records office (practice)",
            offered_categories=tuple(dict.fromkeys(f.partition(":")[0] for f in FACTORS)),
            offered_factors=FACTORS,
        ),
        (
            "desk", "copper", "kingsway", "northlight", "opengate", "haven", "canalside",
            "foundry", "quarry", "elm", "willow",
        ),
    ),
    Table(
        ELDER,
        "Worcester Elder and Home Table",
        6,
        time(10, 0),
        TablePolicy(
            rhythm=Rhythm.MONTHLY,
            minutes=60,
            deciding=Deciding.CRITERIA,
            names_round=NamesRound.WHOLE_TABLE,
            keeping=Keeping.UNTIL_CONTACT,
            note_allowed=True,
        ),
        ("elm", "desk", "copper", "foundry", "willow", "northlight"),
    ),
)  # fmt: skip

AGENCIES = (
    Agency(
        "desk", "City Human Services Desk", "Municipal social services",
        "Benefits, a case worker at the counter every morning",
        (("Human Services", OPEN),),
        agreed=275,
    ),
    Agency(
        "copper", "Copperfield Hospital", "Hospital",
        "Discharge planning, a bridge clinic, nurses on the street",
        (("Emergency Department", (Regime.HIPAA,)),),
        also=(AgreementKind.BUSINESS_ASSOCIATE,),
    ),
    Agency(
        "kingsway", "Kingsway Police Department", "Policing",
        "Outreach officers, follow-up after calls at night",
        (("Crisis Outreach", (Regime.CORI,)),),
    ),
    Agency(
        "northlight", "Northlight Counseling", "Mental health and addictions",
        "Counseling, crisis clinicians, groups in Spanish",
        (("Crisis Team", (Regime.HIPAA, Regime.CLINICIAN)),),
        also=(AgreementKind.BUSINESS_ASSOCIATE,),
    ),
    Agency(
        "opengate", "Open Gate Recovery", "Mental health and addictions",
        "Treatment on the day somebody asks for it",
        (("Treatment", (Regime.PART2,)),),
        also=(AgreementKind.QUALIFIED_SERVICE,),
    ),
    Agency(
        "haven", "Haven Bridge", "Victim services",
        "Shelter, advocates, help with protective orders",
        (("Shelter", (Regime.VICTIM,)),),
    ),
    Agency(
        "canalside", "Canalside School District", "Education",
        "Social workers in every school",
        (("Student Support", (Regime.FERPA,)),),
        sends="Student Support",
    ),
    Agency(
        "foundry", "Foundry Street Outreach", "Housing",
        "Street outreach, winter beds, help to keep a home",
        (("Outreach", OPEN),),
    ),
    Agency(
        "quarry", "Quarry Hill Probation", "Probation",
        "Officers who can change a plan the same day",
        (("Probation", (Regime.CORI,)),),
        agreed=30,
    ),
    Agency(
        "elm", "Golden Elm Elder Care", "Elder services",
        "Home care and protective visits for older people",
        (("Home Care", OPEN),),
        agreed=150,
    ),
    Agency(
        "willow", "Silver Willow Veterans Office", "Veterans services",
        "Benefits, peer visits, rides to the clinic",
        (("Veterans Outreach", OPEN),),
    ),
)  # fmt: skip

ADMIN = Person(
    "Opal Weatherby", "desk", (Seating(Role.ADMIN), Seating(Role.COORDINATOR, WORCESTER))
)


def _at(role: Role, *tables: str) -> tuple[Seating, ...]:
    return tuple(Seating(role, table) for table in tables or (WORCESTER,))


BOTH = (WORCESTER, ELDER)


PEOPLE = (
    Person("Coral Sleet", "copper", _at(Role.REPRESENTATIVE, *BOTH)),
    Person("Jasper Tidewell", "copper", _at(Role.CHAIR)),
    Person("Onyx Drizzle", "copper", (Seating(Role.PRIVACY_CONTACT),)),
    Person("Mica Stormont", "kingsway", _at(Role.REPRESENTATIVE)),
    Person("Beryl Frost", "kingsway", _at(Role.ALTERNATE)),
    Person("Agate Summers", "northlight", _at(Role.REPRESENTATIVE, *BOTH), ("English", "Spanish")),
    Person("Pearl Monsoon", "opengate", _at(Role.REPRESENTATIVE)),
    Person("Ruby Haze", "haven", _at(Role.REPRESENTATIVE), ("English", "Spanish")),
    Person("Flint Meadows", "canalside", _at(Role.REPRESENTATIVE)),
    Person(
        "Slate Harmattan",
        "foundry",
        (*_at(Role.REPRESENTATIVE, *BOTH), Seating(Role.AGENCY_LEAD)),
    ),
    Person("Jade Overcast", "quarry", _at(Role.REPRESENTATIVE)),
    Person("Topaz Breeze", "elm", _at(Role.REPRESENTATIVE, *BOTH)),
    Person("Ivory Solstice", "elm", _at(Role.CHAIR, ELDER)),
    Person("Garnet Dew", "desk", _at(Role.COORDINATOR, ELDER)),
    Person("Amber Cloud", "elm", (Seating(Role.ALTERNATE, WORCESTER, until=40),)),
    Person("Oakley Merlin", "willow", _at(Role.REPRESENTATIVE, *BOTH)),
    Person("Wren Abacus", "", (Seating(Role.ANALYST),)),
    Person("Juniper Knot", "", (Seating(Role.STEWARD),)),
    Person("Sterling Rainer", "", (Seating(Role.LEADERSHIP),)),
    Person("Marble Dawes", "", (Seating(Role.COMMUNITY),)),
)

CAST = Cast(
    slug="worcester-practice",
    name="Worcester Practice Hub",
    zone="America/New_York",
    towns=(("Worcester", "MA"),),
    admin=ADMIN,
    tables=TABLES,
    agencies=AGENCIES,
    people=PEOPLE,
)
