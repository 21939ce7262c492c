"""Every free text of practice data. They name nobody; the guard is tried on all of them."""

AGAIN = "Connection to the service broke off."
THREAT = "Serious harm is near, and this agency can help to prevent it."
TREATMENT = "Treatment goes on between two health care providers."
EMERGENCY = "A health or safety emergency of the next days."
DANGER = "The clinician sees danger that cannot wait."
OBSERVED = "Seen by our own staff, not taken from a protected record."
AUTHORIZED = "The person signed an authorization that names this agency."
AGREED = "A written consent names this agency; a copy is attached."
RELEASED = "A written release with an end date names this agency."
REPORTED = "The report itself is made there, in parallel."
OTHERWISE = "The landlord asked for help with the building; nothing of a record is told."

PLANS = (
    "Go together in the afternoon, with the first visit card. Ask what would help this week.",
    "First a call through somebody the person trusts, then a short visit. No uniform.",
    "Bring groceries; speak of housing only if the person does.",
    "Nurse and outreach worker go together. Interpreter by phone is booked.",
    "Meet at the drop-in center, not at home.",
    "Offer a ride to the clinic, and stay for the first talk.",
)
PLACES = (
    "Small meeting room, second floor",
    "Call on the table's line",
    "Library entrance, then together",
)
LOOK = "Danger to life tonight; our team must find the person before the cold does."
HANDED_TO = "Building inspection"
SERVICES = {
    "Addictions": "Walk-in recovery morning",
    "Counselling": "Counseling within the week",
    "Education support": "Evening classes",
    "Employment support": "Work trial",
    "Financial support": "Emergency rent fund",
    "Food support": "Weekly food box",
    "Home care": "Home care, three mornings",
    "Housing": "Room for a month",
    "Legal support": "Tenant clinic",
    "Medical health": "Nurse visits at home",
    "Mental health": "Bridge clinic",
    "Parenting support": "Family evenings",
    "Recreation": "Basketball after school",
    "Safety planning": "Safety planning",
    "Shelter": "Winter bed",
    "Social assistance": "Benefits desk",
}
