"""The data of Loos-en-Gohelle: clean, complete in both languages, and valid."""

from __future__ import annotations

from collections import defaultdict

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from terril.intake.sources import collect_labels
from terril.model.findings import Severity
from terril.model.vocabulary import DCT, LABELS, ORG, SCHEMA, SKOS, TERRIL, TOWN, TYPE
from terril.town.town_files import TownFiles

BASE = "https://data.loos-en-gohelle.fr/"
EXACT = NamedNode("http://www.w3.org/ns/oa#exact")
STRUCTURES = {
    "organization/cd2e",
    "organization/cerdd",
    "organization/cfp-sainte-barbe",
    "organization/culture-commune",
    "organization/la-chaine-des-terrils",
    "organization/les-jardins-du-louvre-lens",
    "organization/lumiwatt",
    "organization/pepiniere",
    "project/rehafutur",
    "project/villavenir",
}


def thing(name: str) -> NamedNode:
    return NamedNode(f"{BASE}id/{name}")


def objects(data: list[Quad], subject: str, predicate: str) -> set[str]:
    wanted = thing(subject), NamedNode(predicate)
    return {_text(q.object) for q in data if (q.subject, q.predicate) == wanted}


def subjects(data: list[Quad], predicate: str, name: str) -> set[str]:
    wanted = NamedNode(predicate), thing(name)
    found = {_text(q.subject) for q in data if (q.predicate, q.object) == wanted}
    return {iri.removeprefix(f"{BASE}id/") for iri in found}


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


def test_the_data_breaks_no_shape(town: TownFiles) -> None:
    findings = town.check().findings
    assert [one for one in findings if one.severity is not Severity.INFO] == []


def test_nothing_is_without_an_address(data: list[Quad], ontology: list[Quad]) -> None:
    for quad in [*data, *ontology]:
        assert not isinstance(quad.subject, BlankNode), quad
        assert not isinstance(quad.object, BlankNode), quad


def test_every_thing_is_called_as_the_policy_says(town: TownFiles, data: list[Quad]) -> None:
    addresses = town.config.addresses
    for quad in data:
        assert addresses.name_of(_text(quad.subject)), quad
        name = addresses.name_of(_text(quad.object))
        assert name or not _text(quad.object).startswith(BASE), quad


def test_slugs_are_small_ascii_words(data: list[Quad]) -> None:
    for quad in data:
        slug = _text(quad.subject).rpartition("/")[2]
        assert slug.isascii()
        assert slug.replace("-", "").isalnum()
        assert slug == slug.lower()


def test_every_kind_of_thing_has_words_for_one_and_for_many(
    town: TownFiles, data: list[Quad], ontology: list[Quad]
) -> None:
    names = [town.config.addresses.name_of(_text(quad.subject)) for quad in data]
    kinds = {name.kind for name in names if name}
    assert kinds
    for kind in kinds:
        for predicate in ("prefLabel", "altLabel"):
            languages = {
                quad.object.language
                for quad in ontology
                if _text(quad.subject) == f"{TERRIL}kinds#{kind}"
                and _text(quad.predicate) == f"{SKOS}{predicate}"
                and isinstance(quad.object, Literal)
            }
            assert languages == {"fr", "en"}, kind


def test_whatever_has_a_type_has_a_name_in_both_languages(
    data: list[Quad], ontology: list[Quad]
) -> None:
    labels = collect_labels([*data, *ontology])
    for quad in [*data, *ontology]:
        if quad.predicate == TYPE:
            assert set(labels[_text(quad.subject)]) == {"fr", "en"}, quad


def test_a_text_that_exists_in_one_language_exists_in_the_other(data: list[Quad]) -> None:
    texts = (f"{SCHEMA}description", f"{SCHEMA}text", f"{SCHEMA}unitText", f"{SKOS}definition")
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for quad in data:
        if _text(quad.predicate) in texts and isinstance(quad.object, Literal):
            found[_text(quad.subject), _text(quad.predicate)].add(quad.object.language or "")
    assert found
    for key, languages in found.items():
        assert languages == {"fr", "en"}, key


def test_whatever_is_referred_to_is_described(data: list[Quad], ontology: list[Quad]) -> None:
    described = {_text(quad.subject) for quad in [*data, *ontology]}
    for quad in data:
        if _text(quad.object).startswith((f"{BASE}id/", TERRIL)):
            assert _text(quad.object) in described, quad


def test_a_thing_is_typed_in_one_file_of_a_graph_only(town: TownFiles) -> None:
    homes: dict[tuple[NamedNode, object], set[object]] = defaultdict(set)
    for file in town.sources.files:
        for quad in file.quads:
            if quad.predicate == TYPE:
                homes[file.graph, quad.subject].add(file.path)
    assert homes
    assert all(len(files) == 1 for files in homes.values())


def test_every_graph_says_what_it_holds_and_where_it_comes_from(
    town: TownFiles, data: list[Quad]
) -> None:
    assert town.config.graphs
    for graph in town.config.graphs:
        for predicate in (f"{SCHEMA}description", f"{DCT}publisher", f"{SKOS}prefLabel"):
            assert objects(data, f"graph/{graph}", predicate), graph
        assert objects(data, f"graph/{graph}", "http://www.w3.org/ns/prov#wasDerivedFrom")


def test_what_comes_from_elsewhere_names_its_source(town: TownFiles, data: list[Quad]) -> None:
    external = NamedNode(town.config.addresses.graph("external"))
    quads = [quad for quad in data if quad.graph_name == external]
    assert quads
    sourced = {q.subject for q in quads if _text(q.predicate) == f"{DCT}source"}
    documents = {q.subject for q in quads if _text(q.predicate) == f"{SCHEMA}url"}
    assert {quad.subject for quad in quads} == sourced | documents


def test_labels_of_the_source_graph_are_quoted(
    town: TownFiles, data: list[Quad], page: str
) -> None:
    source = NamedNode(town.config.addresses.graph("source"))
    quoted = {*LABELS, NamedNode(f"{SKOS}altLabel"), NamedNode(f"{SKOS}note"), EXACT}
    texts = [q for q in data if q.graph_name == source and q.predicate in quoted]
    assert texts
    for quad in texts:
        assert isinstance(quad.object, Literal)
        assert quad.object.language == "fr"
        assert quad.object.value in page, quad


def test_six_themes_are_guided_by_five_questions(data: list[Quad]) -> None:
    themes = subjects(data, f"{SKOS}topConceptOf", "scheme/themes")
    assert len(themes) == 6
    questions = {
        name: objects(data, name, f"{TOWN}guidingQuestion")
        for name in themes
        if objects(data, name, f"{TOWN}guidingQuestion")
    }
    assert themes - set(questions) == {"theme/resilience-transition"}
    assert all(len(found) == 1 for found in questions.values())


def test_ten_structures_are_settled_on_the_base(data: list[Quad]) -> None:
    assert subjects(data, f"{ORG}hasSite", "place/base-11-19") == STRUCTURES


def test_units_say_to_whom_they_belong(data: list[Quad]) -> None:
    assert subjects(data, f"{ORG}unitOf", "organization/cd2e") == {"organization/lumiwatt"}
    foundation = "organization/fondation-apprentis-auteuil"
    assert subjects(data, f"{ORG}unitOf", foundation) == {"organization/cfp-sainte-barbe"}


def test_the_agglomeration_administers_the_incubator(data: list[Quad]) -> None:
    agglomeration = "organization/agglomeration-lens-lievin"
    assert subjects(data, f"{TOWN}administeredBy", agglomeration) == {"organization/pepiniere"}


def test_the_structures_of_the_list_are_partners_of_the_town(data: list[Quad]) -> None:
    assert subjects(data, f"{TOWN}partnerOf", "organization/ville") == STRUCTURES


def test_members_take_part_in_the_project_each_in_a_role(data: list[Quad]) -> None:
    found = {
        (member.rpartition("/")[2], role.rpartition("#")[2])
        for name in subjects(data, f"{ORG}organization", "project/rehafutur")
        for member in objects(data, name, f"{ORG}member")
        for role in objects(data, name, f"{ORG}role")
    }
    assert found == {
        ("cd2e", "initiator"),
        ("maisons-et-cites", "partner"),
        ("ffb-nord-pas-de-calais", "associate"),
        ("federation-nord-scop-btp", "associate"),
        ("ville", "associate"),
    }


def test_the_cluster_has_three_founders_and_they_are_its_members(data: list[Quad]) -> None:
    founders = objects(data, "organization/ekwation", f"{SCHEMA}founder")
    assert len(founders) == 3
    members = {
        member
        for name in subjects(data, f"{ORG}organization", "organization/ekwation")
        for member in objects(data, name, f"{ORG}member")
    }
    assert members == founders


def test_races_have_neither_place_nor_date_where_the_page_gives_none(data: list[Quad]) -> None:
    races = subjects(data, f"{SCHEMA}superEvent", "event/temps-forts")
    assert races
    for name in races:
        said = {_text(quad.predicate) for quad in data if quad.subject == thing(name)}
        assert not {f"{SCHEMA}{word}" for word in ("location", "startDate", "organizer")} & said


def test_the_year_in_which_a_service_began_is_no_founding_date(data: list[Quad]) -> None:
    assert objects(data, "period/depuis-2001", "http://www.w3.org/ns/dcat#startDate") == {"2001"}
    assert not objects(data, "organization/cerdd", f"{SCHEMA}foundingDate")


def test_training_has_five_tracks_in_two_forms(data: list[Quad]) -> None:
    programme = "programme/cfp-sainte-barbe"
    assert len(objects(data, programme, f"{SCHEMA}occupationalCategory")) == 5
    source = [quad for quad in data if _text(quad.graph_name).endswith("/source")]
    assert objects(source, programme, f"{SCHEMA}programType") == {
        "Apprentissage",
        "Formation continue",
    }


def test_five_groups_of_people_go_to_the_spoil_heaps(data: list[Quad]) -> None:
    assert len(objects(data, "place/terrils", f"{TOWN}frequentedBy")) == 5


def test_an_approximation_is_never_turned_into_a_number(data: list[Quad]) -> None:
    assert "une centaine" in objects(data, "value/emplois-base-11-19", f"{SCHEMA}value")
    assert "100" not in objects(data, "value/emplois-base-11-19", f"{SCHEMA}value")


def test_the_publisher_in_the_settings_is_described(town: TownFiles, data: list[Quad]) -> None:
    publisher = str(town.config.publisher.iri)
    assert any(_text(quad.subject) == publisher and quad.predicate == TYPE for quad in data)
