"""A presentation as bytes: with our theme, and the same bytes for the same slides."""

import io
import re
import zipfile
from datetime import date, datetime

from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation

from odmap.directory.organisation import Type
from odmap.exports.slides.template import HEADINGS, TEXT
from odmap.graphics.palette import type_colours, variables

_THEME = "ppt/theme/theme1.xml"
_EARLIEST = date(1980, 1, 1)  # before which a zip knows no time
_MADE = re.compile(rb'(?<=W3CDTF">)[^<]*')


def packed(made: Presentation, data_as_of: str) -> bytes:
    """Return a presentation's file.

    Args:
        made: the presentation.
        data_as_of: the day of its data, ISO 8601, which stands for the moment in which it was made; may be empty.
    """
    day = max(date.fromisoformat(data_as_of) if data_as_of else _EARLIEST, _EARLIEST)
    moment = datetime(day.year, day.month, day.day)
    made.core_properties.created = made.core_properties.modified = moment
    stream = io.BytesIO()
    made.save(stream)
    return _repacked(stream.getvalue(), moment)


def _repacked(content: bytes, moment: datetime) -> bytes:
    """Return a zip with the same moment on each of its files, and in each table inside it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith(".xlsx"):
                data = _repacked(data, moment)
            elif name == _THEME:
                data = _themed(data)
            elif name == "docProps/core.xml":
                data = _MADE.sub(f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode(), data)
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, data)
    return stream.getvalue()


def _themed(content: bytes) -> bytes:
    """Put our colours and fonts into a theme."""
    theme = parse_xml(content)
    theme.set("name", "odmap")
    colours = variables("light")
    accents = type_colours("light")
    wanted = {
        "dk1": colours["od-ink"],
        "lt1": colours["od-paper"],
        "dk2": colours["od-accent"],
        "lt2": colours["od-panel"],
        **{f"accent{number}": accents[kind] for number, kind in enumerate(Type, start=1)},
        "hlink": colours["od-link"],
        "folHlink": colours["od-label"],
    }
    for name, colour in wanted.items():
        place = theme.find(f".//{qn(f'a:{name}')}")
        place.clear()
        place.append(parse_xml(f'<a:srgbClr {nsdecls("a")} val="{colour.lstrip("#").upper()}"/>'))
    for kind, font in (("majorFont", HEADINGS), ("minorFont", TEXT)):
        theme.find(f".//{qn(f'a:{kind}')}/{qn('a:latin')}").set("typeface", font)
    return bytes(serialize_part_xml(theme))
