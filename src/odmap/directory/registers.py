"""Ids of institutions in Wikidata and in the Research Organization Registry (ROR): what they look like."""

import re
from functools import reduce
from typing import Annotated

from pydantic import AfterValidator, Field

_BASE_32 = "0123456789abcdefghjkmnpqrstvwxyz"
"""The digits of Crockford's base 32, in which ROR writes its ids."""


def ror_address(value: str) -> str:
    """Return ``value`` if it is the address of a record in the Research Organization Registry.

    The last two digits of an id check the six letters and digits before them, as ISO 7064 (MOD 97-10) has it.

    Raises:
        ValueError: for anything else, and for an id with a slip of the pen.
    """
    found = re.fullmatch(rf"https://ror\.org/0([{_BASE_32}]{{6}})([0-9]{{2}})", value)
    if not found:
        raise ValueError(f"{value[:80]!r} is not an id of ror.org: write it in full, such as https://ror.org/05n3dz165")
    number = reduce(lambda so_far, letter: so_far * 32 + _BASE_32.index(letter), found[1], 0)
    if int(found[2]) != 98 - number * 100 % 97:
        raise ValueError(f"{value!r} has a slip of the pen: its last two digits do not fit; copy it again from ror.org")
    return value


WikidataItem = Annotated[str, Field(pattern=r"^Q[1-9][0-9]{0,17}$")]
RorAddress = Annotated[str, AfterValidator(ror_address)]
