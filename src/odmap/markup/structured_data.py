"""What a page is, as JSON-LD in the vocabulary of schema.org, for search engines.

Nothing in it is more exact than what is known: a point only where the town is known.
"""

from collections.abc import Mapping
from typing import Any

from odmap.directory.located import LocatedOrganisation
from odmap.directory.organisation import Precision
from odmap.directory.organisations import Directory
from odmap.version import NAME
from odmap.views.provenance import CAVEAT, LICENCE_ADDRESS, TITLE
from odmap.views.urls import PAGES, organisation_address

_CONTEXT = {"@context": "https://schema.org"}
_FORMATS = {"csv": "text/csv", "json": "application/json", "geojson": "application/geo+json"}

Thing = Mapping[str, Any]
"""Addresses in it are relative to the server's root; whoever writes it into a page completes them."""


def website() -> Thing:
    """Return the site, and how a place can be asked for."""
    return {
        **_CONTEXT,
        "@type": "WebSite",
        "name": NAME,
        "url": "./",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": "./?place={place}"},
            "query-input": "required name=place",
        },
    }


def dataset(directory: Directory) -> Thing:
    """Return the directory as data: licence, day and files."""
    return {
        **_CONTEXT,
        "@type": "Dataset",
        "name": TITLE,
        "description": f"Organisations that practise, teach, study or support Open Dialogue, with sources. {CAVEAT}",
        "url": "./directory",
        "license": LICENCE_ADDRESS,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": NAME},
        **({"dateModified": str(directory.read_on)} if directory.read_on else {}),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": kind,
                "contentUrl": f"./api/organisations.{ending}",
            }
            for ending, kind in _FORMATS.items()
        ],
    }


def organisation(one: LocatedOrganisation) -> Thing:
    """Return an organisation, with its place as exactly as it is known and no more."""
    address = {
        **({"addressLocality": one.town} if one.town else {}),
        **({"addressRegion": one.region} if one.region else {}),
        **({"addressCountry": one.country} if one.country else {}),
    }
    place: dict[str, Any] = {"@type": "Place", "name": one.place}
    if address:
        place["address"] = {"@type": "PostalAddress", **address}
    if one.precision is Precision.LOCALITY:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": one.latitude, "longitude": one.longitude}
    return {
        **_CONTEXT,
        "@type": "Organization",
        "name": one.name,
        **({"alternateName": one.own_name} if one.own_name else {}),
        "description": one.summary,
        **({"url": one.website} if one.website else {}),
        **({"foundingDate": one.founded} if one.founded and one.founded.isdecimal() else {}),
        **({"knowsLanguage": list(one.languages)} if one.languages else {}),
        "location": place,
        "mainEntityOfPage": organisation_address(one.id),
    }


def trail(one: LocatedOrganisation) -> Thing:
    """Return the way from the map to an organisation."""
    steps = [(NAME, "./"), (PAGES["directory"], "./directory"), (one.name, organisation_address(one.id))]
    return {
        **_CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": where}
            for number, (name, where) in enumerate(steps, start=1)
        ],
    }
