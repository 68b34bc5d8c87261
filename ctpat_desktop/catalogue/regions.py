"""The countries, and the states and provinces of those whose addresses must name one."""

from ctpat_desktop.support.words import folded

_CODES = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ
    BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM
    DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS
    GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
    KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ
    MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM
    PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
    SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
    VN VU WF WS XK YE YT ZA ZM ZW
"""
COUNTRIES = frozenset(_CODES.split())
"""Codes of ISO 3166 with two letters, and XK for Kosovo."""

_UNITED_STATES = """
AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut,
DE Delaware, DC District of Columbia, FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois,
IN Indiana, IA Iowa, KS Kansas, KY Kentucky, LA Louisiana, ME Maine, MD Maryland, MA Massachusetts,
MI Michigan, MN Minnesota, MS Mississippi, MO Missouri, MT Montana, NE Nebraska, NV Nevada,
NH New Hampshire, NJ New Jersey, NM New Mexico, NY New York, NC North Carolina, ND North Dakota,
OH Ohio, OK Oklahoma, OR Oregon, PA Pennsylvania, RI Rhode Island, SC South Carolina,
SD South Dakota, TN Tennessee, TX Texas, UT Utah, VT Vermont, VA Virginia, WA Washington,
WV West Virginia, WI Wisconsin, WY Wyoming, PR Puerto Rico, GU Guam, VI U.S. Virgin Islands,
AS American Samoa, MP Northern Mariana Islands, AA Armed Forces Americas, AE Armed Forces Europe,
AP Armed Forces Pacific
"""
_CANADA = """
AB Alberta, BC British Columbia, MB Manitoba, NB New Brunswick, NL Newfoundland and Labrador,
NS Nova Scotia, NT Northwest Territories, NU Nunavut, ON Ontario, PE Prince Edward Island,
QC Quebec, SK Saskatchewan, YT Yukon
"""
_MEXICO = """
AGU Aguascalientes, BCN Baja California, BCS Baja California Sur, CAM Campeche, CHP Chiapas,
CHH Chihuahua, CMX Ciudad de México, COA Coahuila, COL Colima, DUR Durango, GUA Guanajuato,
GRO Guerrero, HID Hidalgo, JAL Jalisco, MEX Estado de México, MIC Michoacán, MOR Morelos,
NAY Nayarit, NLE Nuevo León, OAX Oaxaca, PUE Puebla, QUE Querétaro, ROO Quintana Roo,
SLP San Luis Potosí, SIN Sinaloa, SON Sonora, TAB Tabasco, TAM Tamaulipas, TLA Tlaxcala,
VER Veracruz, YUC Yucatán, ZAC Zacatecas
"""


def _listed(text: str) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in text.split(","))
    return {code: name for code, _, name in parts}


REGIONS: dict[str, dict[str, str]] = {
    "US": _listed(_UNITED_STATES),
    "CA": _listed(_CANADA),
    "MX": _listed(_MEXICO),
}
"""States and provinces by country: the code that is stored, and the name."""

OTHER_NAMES = {
    "US": {"washington dc": "DC", "d c": "DC", "virgin islands": "VI"},
    "CA": {"pq": "QC", "nf": "NL", "newfoundland": "NL", "pei": "PE", "yukon territory": "YT"},
    "MX": {
        "cdmx": "CMX",
        "mexico city": "CMX",
        "distrito federal": "CMX",
        "df": "CMX",
        "mexico": "MEX",
        "edomex": "MEX",
        "nl": "NLE",
        "tamps": "TAM",
        "coahuila de zaragoza": "COA",
        "michoacan de ocampo": "MIC",
        "veracruz de ignacio de la llave": "VER",
        "queretaro de arteaga": "QUE",
        "bc": "BCN",
        "qro": "QUE",
        "gto": "GUA",
        "chih": "CHH",
        "ver": "VER",
        "pue": "PUE",
        "q roo": "ROO",
    },
}
"""Other spellings, as `folded` leaves them."""

_PROVINCES = "XA XB XC XM XN XO XP XQ XS XT XV XW XY"
CANADIAN_ORIGINS = frozenset(_PROVINCES.split())
"""What CBP writes for Canada's provinces where a code begins with the country."""


def regions(country: str) -> dict[str, str]:
    """Return the states and provinces of a country by code; {} where none are listed."""
    return REGIONS.get(country.strip().upper(), {})


def region_code(country: str, text: str) -> str:
    """Return the code of a state or province as written, or "" where it is not known."""
    country, known = country.strip().upper(), regions(country)
    if text.strip().upper() in known:
        return text.strip().upper()
    wanted = folded(text)
    by_name = {folded(name): code for code, name in known.items()}
    return by_name.get(wanted) or OTHER_NAMES.get(country, {}).get(wanted, "")
