"""The practice Hub of three towns: who is in it. Towns are real; people and agencies are not."""

from datetime import time

from hubtable.cli.practice.cast import Agency, Cast, Person, Seating, Table
from hubtable.hubs.rules.policies import AgreementKind, Deciding, NamesRound, Regime, Rhythm
from hubtable.hubs.rules.table_policy import TablePolicy
from hubtable.kernel.seat import Role

METROWEST, YOUTH = "metrowest", "youth"
BUSINESS, QUALIFIED = AgreementKind.BUSINESS_ASSOCIATE, AgreementKind.QUALIFIED_SERVICE
OPEN = (Regime.NONE,)

TABLES = (
    Table(
        METROWEST,
        "MetroWest Table",
        0,
        time(9, 30),
        TablePolicy(),
        (
            "office", "heron", "riverbend", "larkfield", "stillwater", "cedar", "lantern",
            "schools", "doorway", "basket", "harbor", "evergreen", "pines", "bridge", "roots",
            "willow", "mill",
        ),
    ),
    Table(
        YOUTH,
        "Youth Table",
        4,
        time(14, 0),
        TablePolicy(
            rhythm=Rhythm.BIWEEKLY,
            minutes=60,
            deciding=Deciding.VOTE,
            names_round=NamesRound.SMALL_ROOM,
        ),
        ("harbor", "schools", "pines", "bridge", "riverbend", "office"),
    ),
)  # fmt: skip

AGENCIES = (
    Agency(
        "office", "Tri-Town Social Services", "Municipal social services",
        "Fuel, rent and benefits help; a social worker who comes to the home",
        (("Social Services", OPEN),),
    ),
    Agency(
        "heron", "Blue Heron Health Center", "Health",
        "Primary care without appointment, nurse visits at home, six languages",
        (
            ("Primary Care", (Regime.HIPAA,)),
            ("Medication Treatment", (Regime.HIPAA, Regime.PART2)),
        ),
        also=(BUSINESS,),
        sends="Primary Care",
    ),
    Agency(
        "riverbend", "Riverbend Police Department", "Policing",
        "Welfare checks, outreach officers in plain clothes",
        (("Community Outreach", (Regime.CORI,)),),
    ),
    Agency(
        "larkfield", "Larkfield Fire and Ambulance", "Emergency services",
        "Home safety visits, smoke alarms, follow-up after ambulance calls",
        (("Ambulance", (Regime.HIPAA,)),),
        also=(BUSINESS,),
        agreed=265,
    ),
    Agency(
        "stillwater", "Stillwater Counseling Group", "Mental health and addictions",
        "Counseling within the week; clinicians who ride along",
        (("Outpatient Counseling", (Regime.HIPAA, Regime.CLINICIAN)),),
        also=(BUSINESS,),
        agreed=140,
    ),
    Agency(
        "cedar", "Cedar Path Recovery", "Mental health and addictions",
        "Recovery coaches, detox beds, family evenings",
        (("Recovery Clinic", (Regime.PART2,)),),
        also=(QUALIFIED,),
    ),
    Agency(
        "lantern", "Safe Lantern", "Victim services",
        "Safety planning, emergency shelter, court companions; day and night",
        (("Advocacy and Shelter", (Regime.VICTIM,)),),
    ),
    Agency(
        "schools", "Three Lakes School District", "Education",
        "School counselors, attendance support, evening classes",
        (("Student Support", (Regime.FERPA,)),),
        sends="Student Support",
    ),
    Agency(
        "doorway", "Doorway Housing Partners", "Housing",
        "Rooms for a night, help with landlords, tenancy support",
        (("Housing Help", OPEN),),
        agreed=410,
    ),
    Agency(
        "basket", "Harvest Basket Pantry", "Food security",
        "Groceries the same day, delivered where needed",
        (("Pantry", OPEN),),
        agreed=45,
    ),
    Agency(
        "harbor", "Bright Harbor Youth and Family", "Youth services",
        "Mentors, family therapists, a drop-in center",
        (("Family Therapy", (Regime.CLINICIAN,)), ("Drop-in Center", OPEN)),
        agreed=230,
    ),
    Agency(
        "evergreen", "Evergreen Elder Services", "Elder services",
        "Home care, meals at home, checks on older neighbors",
        (("Home Care", OPEN),),
    ),
    Agency(
        "pines", "Twin Pines Family Office", "Child welfare",
        "Family support before it comes to court",
        (("Family Support", OPEN),),
    ),
    Agency(
        "bridge", "Commonbridge Probation Office", "Probation",
        "Officers who adjust plans, rides to court",
        (("Probation", (Regime.CORI,)),),
    ),
    Agency(
        "roots", "New Roots Welcome Center", "Immigrant and refugee services",
        "Interpreters, papers explained, English classes",
        (("Welcome Desk", OPEN),),
        agreed=95,
    ),
    Agency(
        "willow", "Silver Willow Veterans Office", "Veterans services",
        "Benefits, peer visits, rides to the clinic",
        (("Veterans Outreach", OPEN),),
    ),
    Agency(
        "mill", "Old Mill Tenants Association", "Community and social services",
        "Neighbors who know the buildings",
        (("Tenants", OPEN),),
        agreed=-20,
    ),
)  # fmt: skip

ADMIN = Person("Juniper Ashdown", "", (Seating(Role.ADMIN),))


def _at(role: Role, *tables: str) -> tuple[Seating, ...]:
    return tuple(Seating(role, table) for table in tables)


PEOPLE = (
    Person("Larch Tanager", "office", _at(Role.REPRESENTATIVE, METROWEST)),
    Person(
        "Marigold Finch", "office",
        (Seating(Role.COORDINATOR, METROWEST), Seating(Role.REPRESENTATIVE, YOUTH)),
        ("English", "Spanish"),
    ),
    Person(
        "Linden Wagtail", "heron", _at(Role.REPRESENTATIVE, METROWEST),
        ("English", "Portuguese"),
    ),
    Person("Rosalind Thrush", "heron", _at(Role.CHAIR, METROWEST)),
    Person("Sorrel Dunnock", "heron", (Seating(Role.PRIVACY_CONTACT),)),
    Person("Basil Crane", "riverbend", _at(Role.REPRESENTATIVE, METROWEST)),
    Person("Fern Lapwing", "riverbend", _at(Role.ALTERNATE, METROWEST), ("English", "Spanish")),
    Person(
        "Hollis Kestrel", "riverbend",
        (Seating(Role.REPRESENTATIVE, YOUTH), Seating(Role.AGENCY_LEAD)),
    ),
    Person("Ember Sandpiper", "larkfield", _at(Role.REPRESENTATIVE, METROWEST)),
    Person("Clover Nightjar", "stillwater", _at(Role.REPRESENTATIVE, METROWEST)),
    Person("Reed Ptarmigan", "stillwater", _at(Role.ALTERNATE, METROWEST)),
    Person("Sage Bunting", "cedar", _at(Role.REPRESENTATIVE, METROWEST)),
    Person("Briar Siskin", "cedar", (Seating(Role.PRIVACY_CONTACT),)),
    Person(
        "Iris Goldcrest", "lantern", _at(Role.REPRESENTATIVE, METROWEST),
        ("English", "Haitian Creole"),
    ),
    Person("Rowan Redstart", "schools", _at(Role.REPRESENTATIVE, METROWEST, YOUTH)),
    Person("Poppy Linnet", "schools", _at(Role.ALTERNATE, YOUTH)),
    Person("Alder Whimbrel", "schools", (Seating(Role.AGENCY_LEAD),)),
    Person("Nettle Harrier", "doorway", (Seating(Role.REPRESENTATIVE, METROWEST, until=24),)),
    Person("Dahlia Plover", "doorway", (Seating(Role.REPRESENTATIVE, METROWEST, since=24),)),
    Person("Peony Stork", "basket", _at(Role.REPRESENTATIVE, METROWEST)),
    Person("Heath Curlew", "harbor", _at(Role.REPRESENTATIVE, METROWEST)),
    Person("Aster Bittern", "harbor", _at(Role.CHAIR, YOUTH)),
    Person("Tansy Avocet", "harbor", _at(Role.COORDINATOR, YOUTH)),
    Person(
        "Myrtle Grebe", "evergreen",
        (Seating(Role.REPRESENTATIVE, METROWEST), Seating(Role.AGENCY_LEAD)),
    ),
    Person("Laurel Shrike", "pines", _at(Role.REPRESENTATIVE, METROWEST, YOUTH)),
    Person("Thorn Gannet", "bridge", _at(Role.REPRESENTATIVE, METROWEST, YOUTH)),
    Person(
        "Jasmine Pintail", "roots", _at(Role.REPRESENTATIVE, METROWEST),
        ("English", "Portuguese", "Spanish"),
    ),
    Person("Oakley Merlin", "willow", _at(Role.REPRESENTATIVE, METROWEST)),
    Person("Garnet Dipper", "mill", _at(Role.REPRESENTATIVE, METROWEST)),
    Person("Wren Abacus", "", (Seating(Role.ANALYST),)),
    Person("Linden Teal", "", (Seating(Role.STEWARD),)),
    Person("Cypress Gale", "", (Seating(Role.LEADERSHIP),)),
    Person("Hazel Brook", "", (Seating(Role.COMMUNITY),)),
    Person("Robin Greenway", "", (Seating(Role.COMMUNITY),), ("English", "Portuguese")),
)  # fmt: skip

CAST = Cast(
    slug="metrowest-practice",
    name="MetroWest Practice Hub",
    zone="America/New_York",
    towns=(("Ashland", "MA"), ("Framingham", "MA"), ("Natick", "MA")),
    admin=ADMIN,
    tables=TABLES,
    agencies=AGENCIES,
    people=PEOPLE,
)
