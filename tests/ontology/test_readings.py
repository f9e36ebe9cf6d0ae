"""Who says what of Loos-en-Gohelle: the page, its readers, or another document."""

from __future__ import annotations

import re
from collections import defaultdict

from pyoxigraph import Literal, NamedNode, Quad

from terril.model.vocabulary import DCT, OA, ORG, PROV, SCHEMA, SKOS, TOWN, TYPE, VOID
from terril.town.town_files import TownFiles

THINGS = "https://data.loos-en-gohelle.fr/id/"
EXACT = f"{OA}exact"
PAGE = "document/nos-partenaires"
PROJECT = "organization/projet-terril"
# How lists of terms and graphs are put together is not read from any passage.
ARRANGEMENT = {f"{SKOS}inScheme", f"{SKOS}topConceptOf"}
ARRANGEMENT |= {f"{DCT}{name}" for name in ("source", "publisher", "rights")}
ARRANGEMENT |= {f"{PROV}wasDerivedFrom", f"{PROV}wasAttributedTo"}
DESCRIPTIONS = {f"{SCHEMA}description"}
DESCRIPTIONS |= {f"{SKOS}{name}" for name in ("historyNote", "editorialNote", "scopeNote")}
WORD = re.compile(r"[\w’'-]+")
LONGEST_RUN = 6
"""Words: the longest name of the page that descriptions repeat has five."""


def name(term: object) -> str:
    return str(getattr(term, "value", term)).removeprefix(THINGS)


def graph_of(quad: Quad) -> str:
    return name(quad.graph_name).removeprefix("graph/")


def objects(data: list[Quad], subject: str, predicate: str) -> list[str]:
    wanted = subject, predicate
    return [name(q.object) for q in data if (name(q.subject), q.predicate.value) == wanted]


def find_quoted(data: list[Quad], *graphs: str) -> list[set[str]]:
    """Return the things that each quotation is about, as some graphs state it."""
    quotations = {q.subject for q in data if q.predicate.value == EXACT}
    found: dict[str, set[str]] = defaultdict(set)
    for quad in data:
        about = quad.subject in quotations and quad.predicate.value == f"{SCHEMA}about"
        if about and graph_of(quad) in graphs:
            found[name(quad.subject)].add(name(quad.object))
    return list(found.values())


def find_unquoted(data: list[Quad], graph: str, *graphs: str) -> list[Quad]:
    """Statements of a graph between two things, for which no quotation is about both."""
    quoted = find_quoted(data, *graphs)
    links = [
        quad
        for quad in data
        if graph_of(quad) == graph
        and name(quad.object) != str(getattr(quad.object, "value", ""))
        and not name(quad.subject).startswith("quotation/")
        and quad.predicate.value not in ARRANGEMENT
    ]
    assert len(links) > 20
    return [
        q for q in links if not any({name(q.subject), name(q.object)} <= two for two in quoted)
    ]


def test_whatever_the_page_says_of_two_things_has_a_passage_about_both(data: list[Quad]) -> None:
    assert find_unquoted(data, "source", "source") == []


def test_whatever_is_read_from_the_page_has_a_passage_about_both(data: list[Quad]) -> None:
    assert find_unquoted(data, "editorial", "source", "editorial") == []


def test_what_the_page_only_implies_is_not_among_what_it_says(data: list[Quad]) -> None:
    implied = {f"{TOWN}partnerOf", f"{SCHEMA}containedInPlace", f"{SCHEMA}brand"}
    implied |= {f"{ORG}linkedTo", f"{ORG}hasPrimarySite", f"{DCT}subject"}
    of_things = [q for q in data if not name(q.subject).startswith("programme/")]
    said = [q for q in of_things if q.predicate.value in implied]
    assert {q.predicate.value for q in said} == implied
    assert {graph_of(quad) for quad in said if graph_of(quad) == "source"} == set()
    types = {name(q.object) for q in data if q.predicate == TYPE and graph_of(q) == "source"}
    assert types & {f"{SCHEMA}{one}" for one in ("Brand", "EventSeries", "City")} == set()


def test_a_theme_says_what_counts_for_it(data: list[Quad]) -> None:
    themes = {name(q.subject) for q in data if q.predicate.value == f"{TOWN}guidingQuestion"}
    assert len(themes) == 5
    for theme in (*themes, "theme/resilience-transition"):
        assert len(objects(data, theme, f"{SKOS}scopeNote")) == 2, theme


def test_an_operation_with_two_aims_for_two_things_has_four_purposes(data: list[Quad]) -> None:
    """« l’expérimentation et le développement de nouvelles technologies et techniques »."""
    purposes = objects(data, "project/villavenir", f"{ORG}purpose")
    assert {one for one in purposes if one.endswith("-ecoconstruction")} == {
        f"purpose/{aim}-{what}-ecoconstruction"
        for aim in ("experimentation", "developpement")
        for what in ("technologies", "techniques")
    }


def test_the_list_has_the_order_of_the_page(data: list[Quad], page: str) -> None:
    lines = [line for line in page.splitlines() if line.lstrip().startswith("•")]
    ranked = {}
    for item in objects(data, "list/les-structures", f"{SCHEMA}itemListElement"):
        [position] = objects(data, item, f"{SCHEMA}position")
        [thing] = objects(data, item, f"{SCHEMA}item")
        names = objects(data, thing, f"{SKOS}prefLabel") + objects(data, thing, f"{SKOS}altLabel")
        ranked[int(position)] = names
    assert sorted(ranked) == list(range(1, len(lines) + 1)) == list(range(1, 11))
    for rank, line in enumerate(lines, start=1):
        assert any(one in line for one in ranked[rank]), line


def test_each_further_document_has_a_graph_of_its_own(town: TownFiles, data: list[Quad]) -> None:
    graphs = set(town.config.graphs) - {"source", "editorial", "external"}
    assert len(graphs) == 7
    for graph in graphs:
        [document] = objects(data, f"graph/{graph}", f"{PROV}wasDerivedFrom")
        cited = {
            (name(quad.subject), document)
            for quad in data
            if graph_of(quad) == graph and quad.predicate.value == f"{DCT}source"
        }
        assert cited == {(name(q.subject), document) for q in data if graph_of(q) == graph}


def test_only_what_the_page_says_is_attributed_to_the_town(data: list[Quad]) -> None:
    graphs = {name(q.subject) for q in data if name(q.object) == f"{VOID}Dataset"}
    assert len(graphs) == 10
    for graph in graphs:
        author = "organization/ville" if graph == "graph/source" else PROJECT
        assert objects(data, graph, f"{PROV}wasAttributedTo") == [author]
        assert objects(data, graph, f"{DCT}publisher") == [PROJECT]
        assert objects(data, graph, f"{DCT}license"), graph
    assert objects(data, PAGE, f"{DCT}publisher") == ["organization/ville"]
    assert objects(data, "graph/source", f"{DCT}rights")


def test_the_project_publishes_this_and_says_that_the_town_does_not(
    town: TownFiles, data: list[Quad]
) -> None:
    config = town.config
    assert name(config.publisher.iri) == PROJECT
    assert set(config.notice) == {"fr", "en"}
    assert config.contact.email is None
    assert "Loos" not in config.contact.name
    said = {q.predicate.value for q in data if name(q.subject) == PROJECT}
    assert f"{SCHEMA}description" in said
    assert not {f"{SCHEMA}email", f"{SCHEMA}telephone", f"{SCHEMA}founder"} & said


def test_only_terms_are_mapped_as_terms_are(data: list[Quad]) -> None:
    """Source: SKOS Reference, 10.3: mapping properties relate concepts."""
    mapped = {
        q.subject
        for q in data
        if q.predicate.value.startswith(SKOS) and "Match" in q.predicate.value
    }
    assert mapped
    concepts = {q.subject for q in data if name(q.object) == f"{SKOS}Concept"}
    assert mapped - concepts == set()


def test_descriptions_are_in_words_of_their_own(data: list[Quad], page: str) -> None:
    words = WORD.findall(page.lower())
    runs = {tuple(words[at : at + LONGEST_RUN + 1]) for at in range(len(words))}
    texts = [q.object for q in data if q.predicate.value in DESCRIPTIONS]
    french = [one.value for one in texts if isinstance(one, Literal) and one.language == "fr"]
    assert len(french) > 40
    for text in french:
        own = WORD.findall(text.lower())
        found = {tuple(own[at : at + LONGEST_RUN + 1]) for at in range(len(own) - LONGEST_RUN)}
        assert found & runs == set(), text


def test_quotations_are_short(data: list[Quad]) -> None:
    quotations = [name(quad.object) for quad in data if quad.predicate.value == EXACT]
    assert quotations
    assert [text for text in quotations if len(text.split()) > 18] == []


def test_quotations_leave_out_what_no_fact_rests_on(data: list[Quad], page: str) -> None:
    quoted = [False] * len(page)
    for words in (name(quad.object) for quad in data if quad.predicate.value == EXACT):
        for found in re.finditer(re.escape(words), page):
            quoted[found.start() : found.end()] = [True] * len(words)
    letters = [at for at, letter in enumerate(page) if letter.isalnum()]
    assert 0.5 < sum(quoted[at] for at in letters) / len(letters) < 0.925


def test_apostrophes_are_typographic_unless_the_page_has_others(
    data: list[Quad], page: str
) -> None:
    texts = [q.object.value for q in data if isinstance(q.object, Literal)]
    straight = [text for text in texts if "'" in text]
    assert straight
    assert [text for text in straight if text not in page] == []


def test_an_address_outside_is_no_thing_of_the_town(data: list[Quad]) -> None:
    same = [q for q in data if q.predicate.value == f"{SCHEMA}sameAs"]
    assert same
    assert all(isinstance(q.object, NamedNode) and name(q.object) == q.object.value for q in same)
