"""How place names are compared: one spelling for the builder of the gazetteer and for its reader.

Both sides must fold names in the same way, or a name that is in the gazetteer would not be found. Standard
library only.
"""

import re
import unicodedata

__all__ = ["country_variants", "fold", "names_no_place", "place_variants"]

# Letters that Unicode does not decompose into a base letter and an accent, after case is folded.
_PLAIN_LETTERS = str.maketrans(
    {
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ħ": "h",
        "&": " and ",
    }
)
# Apostrophes, quotes, full stops and lone surrogates, which no file can hold.
_SILENT = re.compile("[.'`\u00b4\u2018\u2019\u201c\u201d\u02bb\u02bc\u2032\"\ud800-\udfff]")
# Spaces, hyphens and dashes, slashes, middle dots and the equals sign of Japanese transcriptions.
_SEPARATORS = re.compile("[\\s_\\-\u2010-\u2015/\u00b7\u30fb=\uff1d]+")
_SAINT = re.compile(r"\bste?\b(?=\s)")

# Words that say what kind of place a name belongs to, and that people add or leave out at will.
_KIND = (
    "county|province|region|prefecture|district|state|canton|voivodeship|department|governorate|oblast|territory"
    "|municipality|metropolitan city|city"
)
_KIND_BEFORE = re.compile(rf"^(?:{_KIND}|community|autonomous community|free state)(?: of)?(?: the)? ")
_KIND_AFTER = re.compile(rf" (?:{_KIND})$")
_ARTICLE_BEFORE = re.compile(r"^the ")
_FORM_OF_STATE = re.compile(r"^(?:(?:federal )?republic|kingdom|commonwealth|principality) of (?:the )?")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")

_NO_PLACE = frozenset(
    {
        "africa", "america", "americas", "antarctica", "anywhere", "asia", "asia pacific",
        "australasia", "central america", "central europe", "earth", "eastern europe", "eu",
        "eurasia", "europe", "european union", "everywhere", "global", "globally", "international",
        "international network", "internationally", "internet", "latin america", "middle east",
        "multinational", "multiple", "multiple countries", "n a", "na", "none", "nordic countries",
        "nordics", "north america", "northern europe", "not applicable", "not known", "nowhere",
        "oceania", "online", "remote", "scandinavia", "several countries", "south america",
        "south east asia", "southeast asia", "southern europe", "tbc", "tbd", "the americas",
        "the middle east", "the world", "unknown", "various", "virtual", "western europe", "world",
        "worldwide",
    }
)  # fmt: skip


def fold(name: str) -> str:
    """Reduce a name to the form in which names are compared.

    Accents, case, apostrophes, full stops and the difference between hyphens, slashes and spaces go; ``&``
    becomes "and", ``St.`` becomes "saint". Letters of other scripts stay.

    Args:
        name: any text.

    Returns:
        The folded text, possibly empty. Folding it again changes nothing.

    >>> fold("Provence-Alpes-Côte d'Azur"), fold("St. Gallen"), fold("Łódź")
    ('provence alpes cote dazur', 'saint gallen', 'lodz')
    """
    folded = _fold_once(name)
    # A few compatibility characters need a second pass, because case folding yields an accent or a space
    # anew.
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(name: str) -> str:
    if name.isascii():  # most are, and have no accent to lose: three times as fast
        return _SAINT.sub(
            "saint", _SEPARATORS.sub(" ", _SILENT.sub("", name.lower().translate(_PLAIN_LETTERS))).strip()
        )
    # NFKD separates accents from letters, so that they can be dropped; NFC puts what remains together
    # (Hangul).
    letters = unicodedata.normalize("NFKD", name.casefold())
    text = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    text = unicodedata.normalize("NFC", _SILENT.sub("", text.translate(_PLAIN_LETTERS)))
    return _SAINT.sub("saint", _SEPARATORS.sub(" ", text).strip())


def country_variants(name: str) -> list[str]:
    """List the folded forms under which a country may be known, the plainest first.

    "The Republic of Moldova" is also looked up as "moldova", and "Türkiye (Turkey)" as either of the two.

    Args:
        name: the name of a country, as a person wrote it.

    Returns:
        Distinct, non-empty folded names; the first is ``fold(name)``, unless that is empty.
    """
    return _variants(name, (_ARTICLE_BEFORE, _FORM_OF_STATE))


def place_variants(name: str) -> list[str]:
    """List the folded forms under which a region or town may be known, the plainest first.

    "County Cork" is also looked up as "cork", "Kyoto Prefecture" as "kyoto".

    Args:
        name: the name of a region or town, as a person wrote it.

    Returns:
        Distinct, non-empty folded names; the first is ``fold(name)``, unless that is empty.
    """
    return _variants(name, (_ARTICLE_BEFORE, _KIND_BEFORE, _KIND_AFTER))


def _variants(name: str, superfluous: tuple[re.Pattern[str], ...]) -> list[str]:
    folded = [fold(name)]
    if "(" in name or "[" in name:
        folded += [fold(part) for part in (_BRACKETED.sub(" ", name), *_BRACKETED.findall(name))]
    for pattern in superfluous:
        folded += [pattern.sub("", variant) for variant in folded]
    return [variant for variant in dict.fromkeys(folded) if variant]


def names_no_place(name: str) -> bool:
    """Tell whether a text means everywhere, a continent or nothing, so that no point may be drawn for it."""
    folded = fold(name)
    return not folded or folded in _NO_PLACE
