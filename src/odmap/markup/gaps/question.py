"""The question of the gaps page: what is missing, where, and what counts; each choice is a link."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from odmap.analysis.gaps.parts import LARGE, narrower
from odmap.analysis.gaps.summary import CAVEAT, Rule, asked_for
from odmap.directory.locating import with_article
from odmap.directory.organisation import DOING, Type
from odmap.geography.countries import PARTS
from odmap.markup import rendering
from odmap.views.selection import BY_NAME, Selection
from odmap.views.urls import link
from odmap.wording import in_words

RULES = {rule.value: rule.label for rule in (Rule.VERIFIED, Rule.WITH_UNVERIFIED, Rule.ACTIVE)}
"""What may count as listed, to what a visitor reads; the first is the usual."""


class Choice(NamedTuple):
    """One of several things that can be chosen, as a link.

    Attributes:
        words: what a visitor reads.
        href: where it leads.
        id: of the link, which has the focus again when the page was drawn anew.
        current: whether it is chosen now.
    """

    words: str
    href: str
    id: str
    current: bool


class Choices(NamedTuple):
    """Several of which one is chosen, and what they are."""

    label: str
    options: Sequence[Choice]


def of_parameter(
    label: str, name: str, options: Mapping[str, str], current: str, query: Mapping[str, str], selection: Selection
) -> Choices:
    """Return the values of a parameter as links, so that each choice has an address.

    Args:
        label: what is chosen.
        name: the parameter in the address.
        options: value to what a visitor reads; the first is what an empty address means.
        current: the value chosen now.
        query: all the other parameters of the page, which links keep.
        selection: the filters, which links keep.
    """
    first = next(iter(options))
    kept = {key: value for key, value in query.items() if key != name}
    links = [
        Choice(
            words,
            link("gaps", selection, **{**kept, name: "" if value == first else value}),
            f"{name}-{value}",
            value == current,
        )
        for value, words in options.items()
    ]
    return Choices(label, links)


def what_they_do(selection: Selection, query: Mapping[str, str]) -> Choices:
    """Return the choice of what is missing: anything, or one of the words of the legend."""
    chosen = selection.chosen.get("activity", ())
    options = {"": "Anything", **{kind.value: kind.label for kind in Type}}
    return Choices(
        DOING, [_choice(selection, query, "activity", value, words, chosen) for value, words in options.items()]
    )


def part_of_the_world(selection: Selection, query: Mapping[str, str]) -> list[Choices]:
    """Return the choice of where: the world, a region, and then the sub-regions of a region that is chosen."""
    chosen = selection.chosen.get("region", ())
    inside = narrower(chosen)

    def choices(label: str, words: Mapping[str, str], now: Sequence[str], before: str = "region") -> Choices:
        links = [_choice(selection, query, "region", value, said, now) for value, said in words.items()]
        return Choices(label, [each._replace(id=each.id.replace("region", before, 1)) for each in links])

    large = {"": "The whole world", **{part: PARTS[part] for part in LARGE}}
    rows = [choices(BY_NAME["region"].label, large, (*chosen, *inside[:1]))]
    if inside:
        region, *parts = inside
        small = {region: f"All of {with_article(PARTS[region])}", **{part: PARTS[part] for part in parts}}
        rows.append(choices(f"Within {with_article(PARTS[region])}", small, chosen, "within"))
    return rows


def _choice(
    selection: Selection, query: Mapping[str, str], facet: str, value: str, words: str, chosen: Sequence[str]
) -> Choice:
    """Return one value of a filter as a choice that takes the place of what is chosen; an empty value clears it."""
    others = {name: values for name, values in selection.chosen.items() if name != facet}
    then = Selection.of(selection.text, **others, **({facet: [value]} if value else {}))
    current = value in chosen if value else not chosen
    return Choice(words, link("gaps", then, **query), f"{facet}-{value or 'all'}", current)


def rows(selection: Selection, query: Mapping[str, str], rule: Rule) -> list[Choices]:
    """Return what the page asks: what is missing, where, and what counts.

    Args:
        selection: the filters.
        query: the other parameters of the page, which links keep.
        rule: what counts now.
    """
    return [
        what_they_do(selection, query),
        *part_of_the_world(selection, query),
        of_parameter("What counts", "rule", RULES, rule.value, query, selection),
    ]


def link_choices(rows: Sequence[Choices]) -> str:
    """Return rows of choices as markup."""
    return rendering.render("link_choices.html", rows=rows)


def question(rows: Sequence[Choices]) -> str:
    """Return the whole question as markup."""
    return rendering.render("gaps_question.html", rows=rows)


def heading(name: str, anchor: str = "") -> str:
    """Return the heading of a part of the page, to which links may lead."""
    return rendering.render("part_heading.html", name=name, anchor=anchor)


def also_chosen(choices: Sequence[tuple[str, str]], elsewhere: Sequence[tuple[str, str]]) -> str:
    """Return what else is chosen, each as a link that takes it away.

    Args:
        choices: words and link of what counts here, too.
        elsewhere: the same of what only other pages follow.
    """
    return rendering.render("gaps_also_chosen.html", choices=choices, elsewhere=elsewhere)


def caveat() -> str:
    """Return the caveat that stays in sight on this page."""
    return rendering.render("gaps_caveat.html", words=f"{CAVEAT} “Not listed” means unknown, never “none”.")


def unknown_choice(value: str) -> str:
    """Return the notice that a value in the address is none of this page's choices."""
    return rendering.render(
        "notice.html", words=f"This link asks for “{value}”, which this page does not offer.", href=""
    )


def what_is_measured(wanted: Sequence[Type], mainly: Sequence[Type]) -> str:
    """Return the notice that only some organisations are measured.

    Args:
        wanted: what they have to do.
        mainly: what they have to be mainly; empty for anything.
    """
    main = f"whose main type is {asked_for(mainly)}" if mainly else ""
    doing = "" if set(mainly) == set(wanted) else f"found under {asked_for(wanted)}"
    which = in_words([words for words in (main, doing) if words])
    words = f"Only organisations {which} are measured: “listed” and “not listed” mean only these."
    return rendering.render("notice.html", words=words, href="")
