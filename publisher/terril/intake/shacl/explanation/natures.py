"""Explain links to a thing of another nature than a shape wants, such as a place as a theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.intake.vocabularies import find_superclasses
from terril.model.languages import choose_text, gettext, gettext_noop, list_languages
from terril.model.vocabulary import ORG, SCHEMA, SKOS, shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

OTHER_NATURE = gettext_noop(
    "This is {nature}, which cannot be a value of “{property}”: a thing described as {wanted} is "
    "needed. Link to the right thing, or take the statement out."
)
# The classes of each nature; those below them count as well.
NATURES: dict[str, frozenset[str]] = {
    gettext_noop("a place"): frozenset((f"{SCHEMA}Place", f"{ORG}Site")),
    gettext_noop("an organization"): frozenset((f"{SCHEMA}Organization", f"{ORG}Organization")),
    gettext_noop("an event"): frozenset((f"{SCHEMA}Event",)),
    gettext_noop("a term of a list"): frozenset((f"{SKOS}Concept", f"{SCHEMA}DefinedTerm")),
}


def explain_nature(
    types: Collection[str], wanted: Iterable[str], label: Mapping[str, str]
) -> dict[str, str]:
    """Return the message if a thing is of another nature than a class that is wanted.

    Args:
        types: IRIs of the classes of the thing.
        wanted: IRIs of the classes that the shape wants.
        label: of the property, by language tag.

    Returns:
        A text for each language; empty if the thing may only lack a class.
    """
    natures = find_natures(types)
    classes = sorted(wanted)
    if not natures or not classes or natures & find_natures(classes):
        return {}
    return {
        tag: gettext(
            OTHER_NATURE,
            tag,
            nature=gettext(min(natures), tag),
            property=(choose_text(label, [tag]) or ("", ""))[0],
            wanted=", ".join(map(shorten, classes)),
        )
        for tag in list_languages()
    }


def find_natures(classes: Iterable[str]) -> set[str]:
    """Return the natures of a thing with these classes."""
    above = {one for iri in classes for one in (iri, *find_superclasses(iri))}
    return {nature for nature, roots in NATURES.items() if not above.isdisjoint(roots)}
