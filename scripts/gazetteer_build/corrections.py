"""What is wrong or missing in the source packages, corrected by hand. Every table says why it is here."""

from typing import NamedTuple

# Label points of Natural Earth that lie in the sea or on another island: a point on the main island instead. And the
# only island that our base map has, where the rule of label_points.py would choose another.
COUNTRY_POINTS: dict[str, tuple[float, float]] = {
    "AG": (17.08, -61.80),  # Antigua
    "GQ": (1.75, 10.40),  # the mainland, Río Muni
    "GS": (-54.40, -36.80),  # South Georgia
    "NZ": (-41.50, 172.80),  # South Island, near Nelson
    "ST": (0.22, 6.60),  # São Tomé
    "TT": (10.44, -61.30),  # Trinidad
    "UM": (19.28566, 166.64453),  # Wake
    "VC": (13.25, -61.20),  # Saint Vincent
    "WF": (-14.28641, -178.13744),  # Futuna
}

# Points of regions, by country and name, for which the rule of label_points.py fails: islands without a main one, and
# land that Natural Earth draws as part of another.
REGION_POINTS: dict[tuple[str, str], tuple[float, float]] = {
    ("GG", "Sark"): (49.4309, -2.36628),  # drawn as one with Guernsey
    ("IN", "Lakshadweep"): (10.57, 72.64),  # Kavaratti, the capital; the largest is Minicoy, far from the others
    ("MV", "Meemu"): (2.95425, 73.57898),  # Malé, 130 km away, has its code
    ("PN", "Pitcairn Islands"): (-25.0707, -130.102),  # Pitcairn; nobody lives on the larger Henderson
    ("SC", "La Digue"): (-4.35949, 55.8393),  # drawn as one with the larger Silhouette
    ("TO", "Niuas"): (-15.9558, -173.757),  # Niuatoputapu, where most of its people live
    ("VU", "Tafea"): (-19.50, 169.35),  # Tanna, where most of its people live
    ("WF", "Alo"): (-14.3029, -178.094),  # Futuna; nobody lives on Alofi
}

# ISO 3166-1 codes that Natural Earth draws as part of another country: the first-level feature that is the
# territory.
TERRITORIES: dict[str, str] = {
    "BQ": "NL-BQ1",  # Bonaire, the largest of the Caribbean Netherlands
    "BV": "NO-X01~",
    "CC": "-99-X15~",
    "CX": "-99-X14~",
    "GF": "FR-GF",
    "GP": "FR-GP",
    "MQ": "FR-MQ",
    "RE": "FR-RE",
    "SJ": "NO-21",
    "TK": "TK-X01~",
    "YT": "FR-YT",
}

# The name a visitor would use, where CLDR's English name is longer or more guarded than that.
SHORT_NAMES: dict[str, str] = {
    "CD": "DR Congo",
    "CG": "Republic of the Congo",
    "CI": "Côte d'Ivoire",
    "HK": "Hong Kong",
    "MM": "Myanmar",
    "MO": "Macao",
    "PS": "Palestine",
    "GS": "South Georgia and the South Sandwich Islands",
    "SH": "Saint Helena",
    "UM": "United States Minor Outlying Islands",
    "VC": "Saint Vincent and the Grenadines",
    "VI": "United States Virgin Islands",
}

# Names in everyday use that neither Natural Earth nor CLDR gives.
COUNTRY_ALIASES: dict[str, tuple[str, ...]] = {
    "AE": ("UAE", "Emirates"),
    "BA": ("Bosnia",),
    "CD": ("DR Congo", "DRC", "Democratic Republic of the Congo", "Congo-Kinshasa"),
    "CG": ("Congo", "Congo-Brazzaville"),
    "CI": ("Ivory Coast",),
    "CV": ("Cape Verde", "Cabo Verde"),
    "CZ": ("Czech Republic", "Czechia"),
    "GB": ("UK", "U.K.", "Great Britain", "Britain", "United Kingdom of Great Britain and Northern Ireland"),
    "IE": ("Republic of Ireland", "Ireland, Republic of", "Eire", "Éire"),
    "KP": ("North Korea", "DPRK", "Democratic People's Republic of Korea"),
    "KR": ("Korea", "South Korea", "Republic of Korea"),
    "MK": ("Macedonia", "North Macedonia"),
    "MM": ("Burma",),
    "NL": ("Holland", "The Netherlands"),
    "NZ": ("Aotearoa", "Aotearoa New Zealand", "New Zealand Aotearoa"),
    "PS": ("Palestine", "State of Palestine"),
    "RU": ("Russian Federation",),
    "SZ": ("Swaziland",),
    "TL": ("East Timor",),
    "TR": ("Turkey", "Türkiye", "Turkiye"),
    "TW": ("Taiwan", "Chinese Taipei"),
    "US": ("USA", "U.S.", "U.S.A.", "United States of America"),
    "VA": ("Vatican", "Holy See"),
}

# Natural Earth uses codes of its own or codes that ISO 3166-2 has replaced. Not listed and not in CLDR: no
# code.
REGION_CODES: dict[str, str] = {
    "CZ-JC": "CZ-31", "CZ-JM": "CZ-64", "CZ-KA": "CZ-41", "CZ-KR": "CZ-52", "CZ-LI": "CZ-51",
    "CZ-MO": "CZ-80", "CZ-OL": "CZ-71", "CZ-PA": "CZ-53", "CZ-PL": "CZ-32", "CZ-PR": "CZ-10",
    "CZ-ST": "CZ-20", "CZ-US": "CZ-42", "CZ-VY": "CZ-63", "CZ-ZL": "CZ-72",
    "EE-44": "EE-45", "EE-49": "EE-50", "EE-51": "EE-52", "EE-57": "EE-56", "EE-59": "EE-60",
    "EE-65": "EE-64", "EE-67": "EE-68", "EE-70": "EE-71", "EE-78": "EE-79", "EE-82": "EE-81",
    "EE-86": "EE-87",
    "FR-75": "FR-75C", "FR-GF": "FR-973", "FR-GP": "FR-971", "FR-MQ": "FR-972", "FR-RE": "FR-974",
    "FR-YT": "FR-976",
    "GR-A1": "GR-I",
    "NO-01": "NO-31", "NO-02": "NO-32", "NO-06": "NO-33", "NO-07": "NO-39", "NO-08": "NO-40",
    "NO-19": "NO-55", "NO-20": "NO-56",
    "PL-DS": "PL-02", "PL-KP": "PL-04", "PL-LB": "PL-08", "PL-LD": "PL-10", "PL-LU": "PL-06",
    "PL-MA": "PL-12", "PL-MZ": "PL-14", "PL-OP": "PL-16", "PL-PD": "PL-20", "PL-PK": "PL-18",
    "PL-PM": "PL-22", "PL-SK": "PL-26", "PL-SL": "PL-24", "PL-WN": "PL-28", "PL-WP": "PL-30",
    "PL-ZP": "PL-32",
    "TW-TPQ": "TW-NWT",
}  # fmt: skip

# Codes of regions that were merged away; they must not appear, or a point would claim a county that is no
# more.
ABOLISHED_CODES = frozenset({"NO-04", "NO-05", "NO-09", "NO-10", "NO-12", "NO-14", "NO-16", "NO-17"})

# The names to show where the packages have none in English, half a name or a wrong one (GB-WRL is called
# "Halton").
REGION_NAMES: dict[str, str] = {
    "CZ-10": "Prague",
    "CZ-20": "Central Bohemia",
    "CZ-31": "South Bohemia",
    "CZ-32": "Plzeň",
    "CZ-41": "Karlovy Vary",
    "CZ-42": "Ústí nad Labem",
    "CZ-51": "Liberec",
    "CZ-52": "Hradec Králové",
    "CZ-53": "Pardubice",
    "CZ-63": "Vysočina",
    "CZ-64": "South Moravia",
    "CZ-71": "Olomouc",
    "CZ-72": "Zlín",
    "CZ-80": "Moravia-Silesia",
    "DK-84": "Capital Region of Denmark",
    "GB-WRL": "Wirral",
    "GR-I": "Attica",
    "NO-31": "Østfold",
    "NO-32": "Akershus",
    "NO-33": "Buskerud",
    "NO-39": "Vestfold",
    "NO-40": "Telemark",
    "NO-55": "Troms",
    "NO-56": "Finnmark",
}

# Other names by which people know a region.
REGION_ALIASES: dict[str, tuple[str, ...]] = {
    "BE-VLG": ("Flemish Region", "Vlaanderen", "Flandre"),
    "BE-WAL": ("Walloon Region", "Wallonie", "Wallonië"),
    "BE-BRU": ("Brussels-Capital Region", "Bruxelles-Capitale"),
    "CZ-10": ("Praha", "Hlavní město Praha"),
    "CZ-64": ("South Moravian",),
    "DK-81": ("North Jutland", "North Denmark"),
    "DK-82": ("Central Jutland", "Mid Jutland"),
    "DK-84": ("Capital Region", "Region Hovedstaden"),
    "DK-85": ("Region Sjælland", "Zealand"),
    "ES-CT": ("Catalunya",),
    "ES-GA": ("Galiza",),
    "ES-IB": ("Illes Balears",),
    "ES-MD": ("Community of Madrid", "Comunidad de Madrid"),
    "ES-NC": ("Navarra", "Nafarroa"),
    "ES-PV": ("Euskadi", "Basque Autonomous Community"),
    "ES-VC": ("Comunitat Valenciana", "Comunidad Valenciana"),
    "FI-10": ("Lappi", "Finnish Lapland"),
    "FI-19": ("Southwest Finland", "Varsinais-Suomi"),
    "FR-BFC": ("Burgundy",),
    "FR-GES": ("Grand Est",),
    "FR-NOR": ("Normandy",),
    "FR-PAC": ("PACA", "Provence"),
    "GR-B": ("Central Macedonia",),
    "IT-23": ("Aosta Valley", "Vallée d'Aoste"),
    "IT-32": ("Trentino-South Tyrol", "Trentino-Südtirol"),
    "IT-75": ("Puglia",),
    "IT-82": ("Sicilia",),
    "IT-88": ("Sardinia",),
    "NO-55": ("Troms Romsa Tromssa",),
    "PL-02": ("Lower Silesia",),
    "PL-12": ("Lesser Poland",),
    "PL-24": ("Silesia", "Upper Silesia"),
    "PL-30": ("Greater Poland",),
    "PL-14": ("Mazovia", "Masovia"),
}


class Group(NamedTuple):
    """A region made of first-level features of Natural Earth."""

    country: str
    name: str
    iso_3166_2: str | None
    members: tuple[str, ...]
    """Codes as Natural Earth has them, before REGION_CODES."""
    aliases: tuple[str, ...] = ()


# Regions that Natural Earth has only in pieces, or in no field that can be relied on.
GROUPS: tuple[Group, ...] = (
    # Norway's counties since 2024 where they join old ones.
    Group("NO", "Agder", "NO-42", ("NO-09", "NO-10"), ("Sørlandet",)),
    Group("NO", "Innlandet", "NO-34", ("NO-04", "NO-05")),
    Group("NO", "Trøndelag", "NO-50", ("NO-16", "NO-17"), ("Trööndelage",)),
    Group("NO", "Vestland", "NO-46", ("NO-12", "NO-14")),
    # Estonia's statistical regions (NUTS 3), which services and reports use.
    Group("EE", "Northern Estonia", None, ("EE-37",), ("North Estonia", "Põhja-Eesti")),
    Group("EE", "Central Estonia", None, ("EE-51", "EE-59", "EE-70"), ("Kesk-Eesti",)),
    Group("EE", "Northeastern Estonia", None, ("EE-44",), ("North-Eastern Estonia", "Kirde-Eesti")),
    Group("EE", "Western Estonia", None, ("EE-39", "EE-57", "EE-67", "EE-74"), ("Lääne-Eesti",)),
    Group(
        "EE",
        "Southern Estonia",
        None,
        ("EE-49", "EE-65", "EE-78", "EE-82", "EE-84", "EE-86"),
        ("South Estonia", "Lõuna-Eesti"),
    ),
    # The historic county, wherever its modern parts are.
    Group(
        "GB",
        "Yorkshire",
        None,
        (
            "GB-BNS", "GB-BRD", "GB-CLD", "GB-DNC", "GB-ERY", "GB-KHL", "GB-KIR", "GB-LDS", "GB-NYK",
            "GB-ROT", "GB-SHF", "GB-WKF", "GB-YOR",
        ),
    ),
)  # fmt: skip

# Features whose unit or region is a country or region in its own right, with the code that Natural Earth
# lacks.
GEOUNITS: dict[tuple[str, str], tuple[str, str | None]] = {
    ("BE", "Flemish Region"): ("Flanders", "BE-VLG"),
    ("BE", "Walloon Region"): ("Wallonia", "BE-WAL"),
    ("GB", "England"): ("England", "GB-ENG"),
    ("GB", "Northern Ireland"): ("Northern Ireland", "GB-NIR"),
    ("GB", "Scotland"): ("Scotland", "GB-SCT"),
    ("GB", "Wales"): ("Wales", "GB-WLS"),
}

# Countries whose first-level features are small, so that the field "region" is what people mean by a region.
# In the others that field holds compass points ("West"), which would only make names ambiguous.
GROUPED_BY_REGION = frozenset({"ES", "FR", "GB", "HU", "IE", "IT", "JP", "LV", "MT", "PH", "PT", "SI"})

# Of these the field "region_sub" too: West Yorkshire, Greater Manchester.
GROUPED_BY_SUBREGION = frozenset({"GB"})

# Values of those fields that are no region, or that hold the wrong members (the halves of Wales are
# exchanged).
NOT_A_GROUP: frozenset[tuple[str, str]] = frozenset(
    {
        ("GB", "Central"),
        ("GB", "East Wales"),
        ("GB", "Eastern"),
        ("GB", "Mid Wales"),
        ("GB", "North Eastern"),
        ("GB", "North Wales"),
        ("GB", "Scotland"),
        ("GB", "South Wales"),
        ("GB", "South Western"),
        ("GB", "The Islands"),
        ("GB", "West Wales"),
        ("GB", "West Wales and the Valleys"),
        ("PT", "Norte, Centro"),
    }
)

# The code and English name of a grouped region, where CLDR's name or Natural Earth's code is not the usual
# one.
GROUP_CODES: dict[tuple[str, str], tuple[str | None, str]] = {
    ("ES", "Andalucía"): ("ES-AN", "Andalusia"),
    ("ES", "Canary Is."): ("ES-CN", "Canary Islands"),
    ("ES", "Cantabria"): ("ES-CB", "Cantabria"),
    ("ES", "Castilla y León"): ("ES-CL", "Castile and León"),
    ("ES", "Cataluña"): ("ES-CT", "Catalonia"),
    ("ES", "Foral de Navarra"): ("ES-NC", "Navarre"),
    ("ES", "Galicia"): ("ES-GA", "Galicia"),
    ("ES", "Islas Baleares"): ("ES-IB", "Balearic Islands"),
    ("ES", "La Rioja"): ("ES-RI", "La Rioja"),
    ("ES", "Madrid"): ("ES-MD", "Community of Madrid"),
    ("ES", "Murcia"): ("ES-MC", "Region of Murcia"),
    ("ES", "País Vasco"): ("ES-PV", "Basque Country"),
    ("ES", "Valenciana"): ("ES-VC", "Valencian Community"),
    ("FR", "Corse"): ("FR-20R", "Corsica"),
    ("FR", "Île-de-France"): ("FR-IDF", "Île-de-France"),
    ("GB", "East"): (None, "East of England"),
    ("GB", "South East"): (None, "South East England"),
    ("GB", "South West"): (None, "South West England"),
    ("GB", "North East"): (None, "North East England"),
    ("GB", "North West"): (None, "North West England"),
    ("GB", "Highlands and Islands"): (None, "Highlands and Islands"),
    ("PT", "Lisbon"): (None, "Lisbon and Setúbal"),
}

# Members that Natural Earth files under the wrong group.
SUBREGION_OF_UNIT: dict[str, str] = {"GB-WGN": "Greater Manchester", "GB-WRL": "Merseyside"}

# A city that is larger than the first-level unit in which its centre lies: the group that is the city.
CITY_REGIONS: dict[tuple[str, str], str] = {("GB", "London"): "Greater London"}
