"""What the visitor chose: reading it from an address, writing it back, and applying it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odmap import load
from odmap.views.codes import NO_BASE
from odmap.views.selection import (
    BY_NAME,
    FACETS,
    LONGEST_TEXT,
    Selection,
    apply,
    from_query,
    not_listed,
    options,
    value_name,
)
from tests.counted import number_of


def ids(frame: pd.DataFrame, selection: Selection) -> set[str]:
    """Return the ids of the matching rows."""
    return set(apply(frame, selection)["id"])


def test_nothing_chosen_shows_everything(frame: pd.DataFrame) -> None:
    """An empty selection is the whole directory, in its order."""
    assert list(apply(frame, Selection())["id"]) == list(frame["id"])


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection.of(country=["FI"]), lambda row: row["country"] == "FI"),
        (Selection.of(country=["FI", "NO"]), lambda row: row["country"] in ("FI", "NO")),
        (Selection.of(region=["nordic"]), lambda row: row["country"] in ("DK", "FI", "IS", "NO", "SE")),
        (
            Selection.of(region=["northern-america", "oceania"]),
            lambda row: row["country"] in ("CA", "US", "AU", "NZ"),
        ),
        (Selection.of(country=[NO_BASE]), lambda row: row["country"] is None),
        (
            Selection.of(country=["GB"], type=["service", "training"], status=["active"]),
            lambda row: row["country"] == "GB" and row["type"] in ("service", "training") and row["status"] == "active",
        ),
        (Selection.of(list=["source-page"]), lambda row: row["list"] == "source-page"),
        (Selection.of(verification=["related"]), lambda row: row["verification"] == "related"),
        (Selection.of(setting=["school", "prison"]), lambda row: {"school", "prison"} & set(row["settings"])),
        (Selection.of(language=["ja"]), lambda row: "ja" in row["languages"]),
        (
            Selection.of(language=["sv", "is"], country=["FI", "IS"]),
            lambda row: {"sv", "is"} & set(row["languages"]) and row["country"] in ("FI", "IS"),
        ),
        (Selection.of(principle=["continuity-of-care"]), lambda row: "continuity-of-care" in row["principles"]),
        (
            Selection.of(principle=["dialogical-approach", "social-network"], type=["service", "training"]),
            lambda row: (
                {"dialogical-approach", "social-network"} & set(row["principles"])
                and row["type"] in ("service", "training")
            ),
        ),
    ],
)
def test_values_of_a_facet_add_and_facets_narrow(frame: pd.DataFrame, selection: Selection, expected) -> None:  # type: ignore[no-untyped-def] # a lambda over a row
    """Within a facet any value matches; across facets all must."""
    wanted = {row["id"] for row in frame.to_dict("records") if expected(row)}
    assert wanted
    assert ids(frame, selection) == wanted


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("JYVASKYLA", "university-of-jyvaskyla-open-dialogue-research"),
        ("jyväskylä", "university-of-jyvaskyla-open-dialogue-research"),
        ("aben dialog", "aben-dialog-silkeborg"),
        ("peer-supported", "peer-supported-open-dialogue-nhs"),
        ("no words like zzz", None),
        ("lapland finland", "western-lapland-open-dialogue"),
        ("Finland  Lapland", "western-lapland-open-dialogue"),
        ("דיאלוג", "open-dialogue-israel-odi"),
        ("つくば", "tsukuba-dialogue-house"),
        ("1980s", "western-lapland-open-dialogue"),
    ],
)
def test_search_ignores_accents_case_and_order(frame: pd.DataFrame, text: str, finds: str | None) -> None:
    """Words are found in names, places and summaries, whatever their accents, case or order."""
    found = ids(frame, Selection.of(text))
    assert (finds in found) if finds else not found


@pytest.mark.parametrize("text", ["(", "[a-z]+", ".*", "\\", "%", "' OR 1=1 --", "<script>", "x" * 10_000])
def test_search_takes_every_sign_as_text(frame: pd.DataFrame, text: str) -> None:
    """Signs of a pattern language are only text: they match nothing that does not hold them."""
    assert len(apply(frame, Selection.of(text))) < len(frame)


def test_reads_an_address(frame: pd.DataFrame) -> None:
    """The query of a link becomes the selection that it names, whatever its case, once each."""
    query = {"country": ["FI", "no", "FI"], "type": ["Service"], "q": [" open   dialogue "], "other": ["x"]}
    selection, dropped = from_query(query | {"principle": ["SOCIAL-network"]}, frame)
    chosen = {"country": ["FI", "NO"], "type": ["service"], "principle": ["social-network"]}
    assert selection == Selection.of("open dialogue", **chosen)
    assert dropped == []


def test_unknown_values_are_dropped_and_named(frame: pd.DataFrame) -> None:
    """What nothing is called is left out of the selection and handed back; blanks are passed over."""
    query = {"country": ["Atlantis", "FI", ""], "type": ["<script>"], "principle": ["patience", " "]}
    selection, dropped = from_query(query | {"setting": ["harbour"], "language": ["xx", "Finnish"]}, frame)
    assert selection == Selection.of(country=["FI"])
    assert dropped == [
        ("country", "Atlantis"),
        ("setting", "harbour"),
        ("language", "xx"),
        ("language", "Finnish"),
        ("type", "<script>"),
        ("principle", "patience"),
    ]


def test_a_country_without_a_record_can_be_asked_for(frame: pd.DataFrame) -> None:
    """A real country that the directory does not have is no mistake: it is chosen, and nothing matches."""
    selection, dropped = from_query({"country": ["va"]}, frame)
    assert (selection, dropped) == (Selection.of(country=["VA"]), [])
    assert apply(frame, selection).empty
    assert not_listed(frame, Selection.of("x", country=["FI", "VA"], type=["service"])) == [("country", "VA")]


def test_a_language_that_no_record_has_can_be_asked_for(frame: pd.DataFrame) -> None:
    """So is any language of ISO 639-1: what nobody is known to use is chosen, named, and matches nothing."""
    selection, dropped = from_query({"language": ["SW", "fi"]}, frame)
    assert (selection, dropped) == (Selection.of(language=["sw", "fi"]), [])
    assert not_listed(frame, selection) == [("language", "sw")]
    assert value_name(frame, BY_NAME["language"], "sw") == "Swahili"
    assert apply(frame, Selection.of(language=["sw"])).empty


def test_languages_come_in_the_order_of_their_names(frame: pd.DataFrame) -> None:
    """Those that occur, by name and not by code: Danish, Dutch (nl), English, Estonian (et), ... Spanish (es)."""
    codes = list(options(frame, BY_NAME["language"]))
    names = [value_name(frame, BY_NAME["language"], code) for code in codes]
    assert names == sorted(names)
    assert codes.index("da") < codes.index("nl") < codes.index("en") < codes.index("et") < codes.index("es")


def test_a_term_that_no_record_has_can_be_asked_for(frame: pd.DataFrame) -> None:
    """So is any term of our own vocabularies, and "none" where every body has a base."""
    based = frame[frame["country"].notna() & (frame["status"] != "ended")]
    selection, dropped = from_query({"status": ["ended"], "country": ["none"]}, based)
    assert dropped == []
    assert not_listed(based, selection) == [("country", "none"), ("status", "ended")]


def test_without_the_table_of_countries_the_listed_can_be_chosen(
    frame: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If that file cannot be read, filters go on working for what is listed."""

    def broken() -> None:
        raise OSError

    monkeypatch.setattr("odmap.geography.countries.load", broken)
    frame = frame.copy()
    assert options(frame, BY_NAME["region"]) == {}
    selection, dropped = from_query({"country": ["FI", "KE"]}, frame)
    assert (selection, dropped) == (Selection.of(country=["FI"]), [("country", "KE")])


def test_every_choice_can_be_taken_away(frame: pd.DataFrame) -> None:
    """Taking away one choice after the other ends with everything."""
    selection = Selection.of(
        "dialogue", country=["FI", "NO"], type=["service"], status=["active"], principle=["social-network"]
    )
    choices = selection.active()
    assert len(choices) == 6
    for name, value in choices:
        assert (name, value) in selection.active()
        selection = selection.without(name, value)
        assert (name, value) not in selection.active()
    assert selection.is_empty


def test_a_whole_facet_can_be_taken_away() -> None:
    """Without a value, a facet goes with all its values and nothing else."""
    selection = Selection.of(country=["FI", "NO"], type=["service"])
    assert selection.without("country") == Selection.of(type=["service"])


def test_options_count_the_directory(frame: pd.DataFrame) -> None:
    """Each option comes with its number; they add up to the whole; countries go by name, no base last.

    Where an organisation has any number of values, each of its values counts.
    """
    for facet in FACETS:
        lists = frame["country"].map(facet.of_country) if facet.of_country else frame.get(facet.several or "")
        whole = len(frame) if lists is None else sum(map(len, lists))
        assert sum(options(frame, facet).values()) == whole
        for value, number in options(frame, facet).items():
            assert number == len(apply(frame, Selection({facet.name: (value,)})))
    countries = list(options(frame, BY_NAME["country"]))
    assert countries[-1] == NO_BASE
    assert countries.index("JP") < countries.index("NL") < countries.index("CH"), "Japan, Netherlands, Switzerland"
    assert options(frame, BY_NAME["country"])["FI"] == number_of(country="FI")


_FRAME = load().frame
_CHOICES = st.fixed_dictionaries(
    {facet.name: st.lists(st.sampled_from(list(options(_FRAME, facet))), unique=True, max_size=3) for facet in FACETS}
)


@given(chosen=_CHOICES, text=st.text(max_size=LONGEST_TEXT * 2))
def test_an_address_says_what_was_chosen(chosen: dict[str, list[str]], text: str) -> None:
    """Any selection survives being written into an address and read back."""
    selection = Selection.of(text, **chosen)
    query = {name: [v] if isinstance(v, str) else v for name, v in selection.to_query().items()}
    assert from_query(query, _FRAME) == (selection, [])


@given(query=st.dictionaries(st.sampled_from([*BY_NAME, "q", "x"]), st.lists(st.text(max_size=50), max_size=4)))
def test_a_hostile_address_never_fails(query: dict[str, list[str]]) -> None:
    """Whatever stands in an address, the result is a selection that can be applied."""
    selection, dropped = from_query(query, _FRAME)
    assert len(apply(_FRAME, selection)) <= len(_FRAME)
    assert all(value.strip() for _, value in dropped)
