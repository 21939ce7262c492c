"""States, provinces and countries by their names, and which ZIP codes are whose.

Names and codes: USPS Publication 28, appendix B; Canada Post addressing guidelines; ISO 3166-1.
ZIP prefixes: USPS Labeling List L002 (three-digit ZIP code prefixes), read as ranges of the state
they serve. A few ZIP codes cross a state line, so a difference is reported and changes nothing.
"""

from bisect import bisect_right

US = {
    "AL": "Alabama ala", "AK": "Alaska", "AZ": "Arizona ariz", "AR": "Arkansas ark",
    "CA": "California calif cal", "CO": "Colorado colo", "CT": "Connecticut conn",
    "DE": "Delaware del", "DC": "District~of~Columbia washington~dc washington,~dc",
    "FL": "Florida fla", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois ill",
    "IN": "Indiana ind", "IA": "Iowa", "KS": "Kansas kans kan", "KY": "Kentucky",
    "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts mass",
    "MI": "Michigan mich", "MN": "Minnesota minn", "MS": "Mississippi miss", "MO": "Missouri",
    "MT": "Montana mont", "NE": "Nebraska nebr neb", "NV": "Nevada nev", "NH": "New~Hampshire",
    "NJ": "New~Jersey", "NM": "New~Mexico", "NY": "New~York", "NC": "North~Carolina",
    "ND": "North~Dakota", "OH": "Ohio", "OK": "Oklahoma okla", "OR": "Oregon ore",
    "PA": "Pennsylvania penna penn", "RI": "Rhode~Island", "SC": "South~Carolina",
    "SD": "South~Dakota", "TN": "Tennessee tenn", "TX": "Texas tex", "UT": "Utah",
    "VT": "Vermont", "VA": "Virginia", "WA": "Washington wash", "WV": "West~Virginia",
    "WI": "Wisconsin wis wisc", "WY": "Wyoming wyo", "PR": "Puerto~Rico",
    "VI": "Virgin~Islands u.s.~virgin~islands", "GU": "Guam", "AS": "American~Samoa",
    "MP": "Northern~Mariana~Islands",
}  # fmt: skip
CANADA = {
    "AB": "Alberta", "BC": "British~Columbia", "MB": "Manitoba", "NB": "New~Brunswick",
    "NL": "Newfoundland~and~Labrador newfoundland", "NS": "Nova~Scotia",
    "NT": "Northwest~Territories", "NU": "Nunavut", "ON": "Ontario",
    "PE": "Prince~Edward~Island", "QC": "Quebec québec", "SK": "Saskatchewan",
    "YT": "Yukon",
}  # fmt: skip
COUNTRIES = {
    "US": "united~states united~states~of~america usa u.s.a u.s us america estados~unidos",
    "CA": "canada ca can", "MX": "mexico méxico mx mex", "GB": "united~kingdom gb gbr uk "
    "great~britain england scotland wales", "PR": "puerto~rico pr",
}  # fmt: skip
ISO_3166 = frozenset(
    (
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ "
        "BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM "
        "DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS "
        "GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN "
        "KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ "
        "MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM "
        "PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV "
        "SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI "
        "VN VU WF WS YE YT ZA ZM ZW"
    ).split()
)


def _by_name(lists: dict[str, str]) -> dict[str, str]:
    return {
        name.replace("~", " ").lower(): code
        for code, names in lists.items()
        for name in (code, *names.split())
    }


STATE_BY_NAME = _by_name(US)
PROVINCE_BY_NAME = _by_name(CANADA)
COUNTRY_BY_NAME = _by_name(COUNTRIES)

PREFIXES = (
    "005 NY 006 PR 008 VI 009 PR 010 MA 028 RI 030 NH 039 ME 050 VT 055 MA 056 VT 060 CT 070 NJ "
    "090 AE 100 NY 150 PA 197 DE 200 DC 201 VA 202 DC 206 MD 220 VA 247 WV 270 NC 290 SC 300 GA "
    "320 FL 340 AA 341 FL 350 AL 370 TN 386 MS 398 GA 400 KY 430 OH 460 IN 480 MI 500 IA 530 WI "
    "550 MN 569 DC 570 SD 580 ND 590 MT 600 IL 630 MO 660 KS 680 NE 700 LA 716 AR 730 OK 733 TX "
    "734 OK 750 TX 800 CO 820 WY 832 ID 834 ID 840 UT 850 AZ 870 NM 885 TX 889 NV 900 CA 962 AP "
    "967 HI 969 GU 970 OR 980 WA 995 AK"
).split()
STARTS = [int(start) for start in PREFIXES[::2]]


def state_of_zip(code: str) -> str:
    """Return the state a ZIP code of five digits mostly serves, or "" below 00500."""
    at = bisect_right(STARTS, int(code[:3])) - 1
    return PREFIXES[2 * at + 1] if at >= 0 else ""
