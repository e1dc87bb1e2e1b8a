"""The changes of the directory as an Atom feed (RFC 4287), for feed readers."""

import datetime
import re
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

from odmap.version import NAME
from odmap.views import news
from odmap.views.news import ChangeGroup
from odmap.wording import format_number

MEDIA_TYPE = "application/atom+xml"
MOST_ENTRIES = 50
MOST_NAMES = 100
TITLE = f"{NAME}: what changed in the directory"
RIGHTS = f"{NAME}, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)"

_ATOM = "http://www.w3.org/2005/Atom"
_IDS = uuid.UUID("79fa39d9-0feb-4a54-bc0c-f6981226306d")
"""Where the ids of the feeds and entries live; they never change, wherever odmap is served."""

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""


def atom(groups: Sequence[ChangeGroup], address: str, self_address: str, title: str, updated: datetime.date) -> bytes:
    """Return changes as an Atom feed in UTF-8.

    Args:
        groups: changes, the newest first; at most 50 are told.
        address: the page, ending in ``/``.
        self_address: the feed itself. Its query says which countries it is about, as the page's own does.
        title: what the feed is called.
        updated: the day of the newest change or, if there is none, the day as of which there is none.
    """
    query = urlsplit(self_address).query
    page = f"{address}?{query}" if query else address
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(feed, "id", _identifier("feed", query))
    _add(feed, "title", title)
    _add(feed, "updated", _midnight(updated))
    _add(ET.SubElement(feed, "author"), "name", NAME)
    _link(feed, "self", self_address, MEDIA_TYPE)
    _link(feed, "alternate", page, "text/html")
    _add(feed, "rights", RIGHTS)
    for group in groups[:MOST_ENTRIES]:
        _add_entry(feed, group, address, query)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _add_entry(feed: ET.Element, group: ChangeGroup, address: str, query: str) -> None:
    names = [name for _, name in group.organisations]
    more = [f"and {format_number(len(names) - MOST_NAMES)} more"] if len(names) > MOST_NAMES else []
    about = urlencode({"organisation": group.organisations[0][0]}) if len(names) == 1 else query
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", _identifier("entry", query, group.date.isoformat(), group.kind.value, group.note))
    _add(entry, "title", news.sentence(group))
    _add(entry, "updated", _midnight(group.date))
    _link(entry, "alternate", f"{address}?{about}" if about else address, "text/html")
    _add(entry, "content", f"{group.note} {'; '.join([*names[:MOST_NAMES], *more])}").set("type", "text")


def _add(parent: ET.Element, tag: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, tag)
    child.text = " ".join(_FORBIDDEN.sub("", text).split())
    return child


def _link(parent: ET.Element, relation: str, address: str, media_type: str) -> None:
    ET.SubElement(parent, "link", {"rel": relation, "type": media_type, "href": _FORBIDDEN.sub("", address)})


def _identifier(*parts: str) -> str:
    return uuid.uuid5(_IDS, _FORBIDDEN.sub("", "\n".join(parts))).urn


def _midnight(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
