"""What Unicode CLDR and the base map lack or cannot say, by hand. Every table says why it is here."""

# The tables below were held against this version of cldr-core; the build refuses any other until that is done again.
CHECKED_CLDR = "48.2.0"

# UN M49 (https://unstats.un.org/unsd/methodology/m49/): regions, and in each the finest level that it has: its
# intermediate regions in sub-Saharan Africa and in Latin America, elsewhere its sub-regions. CLDR has the same codes
# under names of its own ("Southeast Asia", "Australasia").
REGIONS: dict[str, str] = {"002": "Africa", "019": "Americas", "142": "Asia", "150": "Europe", "009": "Oceania"}
SUBREGIONS: dict[str, str] = {
    "015": "Northern Africa", "014": "Eastern Africa", "017": "Middle Africa", "018": "Southern Africa",
    "011": "Western Africa",
    "021": "Northern America", "029": "Caribbean", "013": "Central America", "005": "South America",
    "143": "Central Asia", "030": "Eastern Asia", "035": "South-eastern Asia", "034": "Southern Asia",
    "145": "Western Asia",
    "151": "Eastern Europe", "154": "Northern Europe", "039": "Southern Europe", "155": "Western Europe",
    "053": "Australia and New Zealand", "054": "Melanesia", "057": "Micronesia", "061": "Polynesia",
}  # fmt: skip

# M49 lists Antarctica, but in no region.
ANTARCTICA = "AQ"

# On no list of M49: CLDR puts them where we do, in Southern Europe and in Eastern Asia.
NOT_IN_M49 = frozenset({"TW", "XK"})

# User-assigned, as is the alpha-2 code: the World Bank and the European Union write XKX, CLDR writes XKK.
ALPHA_3: dict[str, str] = {"XK": "XKX"}

# Non-member states with observer status at the General Assembly.
OBSERVERS = frozenset({"PS", "VA"})

# CLDR says neither where a population comes from nor of which year it is. Its tools do (unicode-org/cldr):
# AddPopulationData.java reads factbook_population.csv, a list of the CIA World Factbook that names a year only where it
# is not that of its estimates, 2024. Every population of CLDR was found there, but for EH and the three groups below.
POPULATION_SOURCE = "CIA World Factbook (Unicode CLDR {version})"
POPULATION_YEAR = 2024
OTHER_POPULATION_YEARS: dict[str, int] = {
    "CC": 2021,  # not in the list: the number is that of Australia's census
    "CX": 2021,  # the same
    "EH": 2020,  # not in the list: the Factbook's last figure for Western Sahara alone
    "FK": 2021,
    "NF": 2016,
    "NU": 2022,
    "PN": 2021,
    "SJ": 2021,
    "TK": 2019,
    "VA": 2022,
}

# Where the Factbook has no figure, CLDR has old ones without a year, copied by hand (RE: 787,584). We show none.
COUNTED_ELSEWHERE: dict[str, str] = {
    "AX": "Finland (FI)",
    "GF": "France (FR)",
    "GP": "France (FR)",
    "MQ": "France (FR)",
    "RE": "France (FR)",
    "YT": "France (FR)",
}
NO_DATED_POPULATION = frozenset({"BQ"})
NO_PERMANENT_INHABITANTS = frozenset({"AQ", "BV", "GS", "HM", "IO", "TF", "UM"})
WITHOUT_POPULATION = COUNTED_ELSEWHERE.keys() | NO_DATED_POPULATION | NO_PERMANENT_INHABITANTS

# The territory that the base map draws as a part of its country, and that has borders on land.
DRAWN_AS_PART_OF: dict[str, str] = {"GF": "FR"}

# Borders on land that the base map lacks, most of them because its lines are simplified.
SHORT_BORDERS: tuple[tuple[str, str], ...] = (
    ("BW", "ZM"),  # 150 m at Kazungula
    ("CN", "MO"),
    ("ES", "MA"),  # Ceuta and Melilla
    ("IT", "VA"),
)

NOTES: dict[str, str] = {
    "AQ": "No permanent inhabitants. UN M49 lists it in no region: shown as a region of its own.",
    "BQ": "No dated population in the source. The label point lies on Bonaire.",
    "EH": "The population of Morocco (MA) includes these people, too.",
    "FI": "The population includes Åland (AX).",
    "FR": "The population includes French Guiana, Guadeloupe, Martinique, Mayotte and Réunion.",
    "GF": "Drawn as a part of France on the base map; its borders are listed here and not with France.",
    "MA": "The population includes Western Sahara (EH).",
    "PS": "The population is that of the West Bank and the Gaza Strip.",
    "SH": "The population includes Ascension and Tristan da Cunha.",
    "SJ": "The population is that of Svalbard.",
    "TW": "UN M49 does not list Taiwan: region and sub-region assigned by us. ISO 3166-1 gives it the number 158.",
    "XK": (
        "Not in ISO 3166-1: both codes are user-assigned. "
        "UN M49 does not list Kosovo: region and sub-region assigned by us."
    ),
}


def note(code: str) -> str:
    """Return what there is to say of a country, or an empty text."""
    parts = [NOTES.get(code, "")]
    if country := COUNTED_ELSEWHERE.get(code):
        parts.append(f"The source counts its people with those of {country}.")
    if code in NO_PERMANENT_INHABITANTS and code not in NOTES:
        parts.append("No permanent inhabitants.")
    return " ".join(part for part in parts if part)
