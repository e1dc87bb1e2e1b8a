"""Who runs this copy of odmap, as they say themselves in its settings: visitors have a right to know."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from odmap.directory.organisation import web_address

NAME = "ODMAP_OPERATOR"
POSTAL_ADDRESS = "ODMAP_OPERATOR_ADDRESS"
CONTACT = "ODMAP_CONTACT"

LONGEST = 200  # characters
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")


@dataclass(frozen=True)
class Operator:
    """Who runs this copy; what they do not say is empty.

    Attributes:
        name: of the person or body.
        postal_address: theirs, in one line.
        contact: an e-mail address, or the address of a page.
    """

    name: str = ""
    postal_address: str = ""
    contact: str = ""

    @property
    def contact_link(self) -> str:
        """Where a link to the contact leads; empty without one."""
        return f"mailto:{quote(self.contact, safe='@')}" if _EMAIL.fullmatch(self.contact) else self.contact


def operator(settings: Mapping[str, str] = os.environ) -> Operator:
    """Return who runs this copy.

    Args:
        settings: the variables ``ODMAP_OPERATOR``, ``ODMAP_OPERATOR_ADDRESS`` and ``ODMAP_CONTACT``, each of which may
            be missing or empty.

    Raises:
        ValueError: one of them cannot be shown; the message names the variable and says what to do.
    """
    given = Operator(*(_line(settings, name) for name in (NAME, POSTAL_ADDRESS, CONTACT)))
    if given.postal_address and not given.name:
        raise ValueError(f"{POSTAL_ADDRESS} is set, but {NAME} is not: say there whose address it is")
    if given.contact and not _EMAIL.fullmatch(given.contact):
        try:
            web_address(given.contact)
        except ValueError:
            raise ValueError(
                f"{CONTACT}: {given.contact[:80]!r} is no e-mail address and no web address; write one such as "
                "map@example.org or https://example.org/contact"
            ) from None
    return given


def _line(settings: Mapping[str, str], name: str) -> str:
    line = settings.get(name, "").strip()
    if len(line) > LONGEST or not line.isprintable():
        raise ValueError(
            f"{name}: {line[:80]!r} does not fit in a line; write at most {LONGEST} characters in one line"
        )
    return line
