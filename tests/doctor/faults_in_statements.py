"""Faults in the statements of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from bench.servers import BASE
from tests.doctor.planting import (
    CATALOGUE,
    CONTACT,
    DATASET,
    EU,
    SERVICE,
    Fault,
    edit_catalogue,
)
from tests.doctor.planting import replace_text as text_of

ELSEWHERE = f"{BASE}catalogue/elsewhere"


def list_statement_faults() -> Iterator[Fault]:
    """List a fault of each kind, by subject."""
    yield from _catalogue()
    yield from _words()
    yield from _terms()
    yield from _dates()
    yield from _places()


def _catalogue() -> Iterator[Fault]:
    yield Fault(
        "catalogue-needs", edit_catalogue(("C dct:publisher",)), CATALOGUE, "dct:publisher"
    )
    yield Fault("catalogue-lacks", edit_catalogue(("C dct:license",)), CATALOGUE, "dct:license")
    yield Fault(
        "no-catalogue",
        text_of("/catalogue.ttl", "dcat#Catalog>", "dcat#Other>"),
        "catalogue.ttl",
        "dcat:Catalog",
    )
    yield Fault(
        "empty-catalogue",
        edit_catalogue(("C dcat:dataset",)),
        CATALOGUE,
        "dcat:dataset",
        also=("dataset-not-listed",),
    )
    yield Fault(
        "dataset-not-described",
        edit_catalogue(more=f"<C> dcat:dataset <{ELSEWHERE}> ."),
        ELSEWHERE,
        "no page describes it",
        also=("paging-total",),
    )
    yield Fault(
        "dataset-not-listed",
        edit_catalogue(more=f'<{ELSEWHERE}> a dcat:Dataset ; dct:title "Elsewhere"@en .'),
        ELSEWHERE,
        "no catalogue leads to it",
        also=(
            "dataset-lacks", "no-description", "no-distribution", "no-identifier", "no-licence",
        ),
    )  # fmt: skip
    yield Fault(
        "publisher-nameless",
        edit_catalogue((f"{BASE}id/organization/projet-terril foaf:name",)),
        "id/organization/projet-terril",
        "foaf:name",
        also=("dcat-ap",),
    )


def _words() -> Iterator[Fault]:
    yield Fault("no-title", edit_catalogue(("D dct:title",)), DATASET, "CKAN loses the whole run")
    yield Fault(
        "no-description", edit_catalogue(("D dct:description",)), DATASET, "100 characters"
    )
    yield Fault(
        "short-description",
        edit_catalogue(("D dct:description",), '<D> dct:description "Themes."@en .'),
        DATASET,
        "has 7 characters",
    )
    yield Fault(
        "no-identifier", edit_catalogue(("D dct:identifier",)), DATASET, "udata leaves it out"
    )
    yield Fault(
        "identifier-twice",
        edit_catalogue(("D dct:identifier",), f'<D> dct:identifier "{SERVICE}" .'),
        DATASET,
        "query#service as well",
    )
    yield Fault(
        "keyword",
        edit_catalogue(more='<D> dcat:keyword "qualité de l’air"@fr .'),
        DATASET,
        "“qualité de l’air” makes CKAN refuse the whole dataset",
    )
    yield Fault(
        "language-tag",
        edit_catalogue(("D dct:title",), '<D> dct:title "Les thèmes"@fr-FR , "Themes"@en .'),
        DATASET,
        "“fr-fr” is not “fr”",
    )
    yield Fault("dataset-lacks", edit_catalogue(("D dct:spatial",)), DATASET, "lacks dct:spatial")
    yield Fault(
        "mojibake",
        edit_catalogue(more='<D> skos:altLabel "ThÃ¨mes"@fr .'),
        DATASET,
        "“ThÃ¨mes” was written in one charset",
    )
    yield Fault(
        "contact-mute",
        edit_catalogue((f"{CONTACT} vcard:hasURL",)),
        "/catalogue/",
        "vcard:hasEmail",
    )
    yield Fault(
        "contact-text",
        edit_catalogue(("D dcat:contactPoint",), '<D> dcat:contactPoint "The town hall" .'),
        DATASET,
        "“The town hall”",
    )


def _terms() -> Iterator[Fault]:
    yield Fault(
        "licence-unknown",
        edit_catalogue(
            ("* dct:license",),
            "<C> dct:license <https://creativecommons.org/licenses/by/4.0/> . "
            "<D> dct:license <https://creativecommons.org/licenses/by/4.0/> .",
        ),
        DATASET,
        "https://creativecommons.org/licenses/by/4.0/",
        also=("no-file-licence",),
    )
    yield Fault(
        "no-licence",
        edit_catalogue(("* dct:license",), "<C> dct:license <http://example.org/licence> ."),
        DATASET,
        "nobody may use it",
        also=("no-file-licence",),
    )
    yield Fault(
        "frequency-unknown",
        edit_catalogue(
            ("D dct:accrualPeriodicity",),
            "<D> dct:accrualPeriodicity <http://example.org/sometimes> .",
        ),
        DATASET,
        "http://example.org/sometimes",
    )
    yield Fault(
        "label-for-iri",
        edit_catalogue(more=f'<{EU}frequency/IRREG> rdfs:label "irrégulier"@fr .'),
        DATASET,
        "frequency/IRREG has an rdfs:label",
    )
    yield Fault(
        "theme-unknown",
        edit_catalogue(
            ("D dcat:theme",),
            "<D> dcat:theme <http://example.org/t> . "
            '<http://example.org/t> skos:prefLabel "T"@en .',
        ),
        DATASET,
        "European list",
    )
    yield Fault(
        "theme-nameless",
        edit_catalogue((f"{EU}data-theme/ENVI skos:prefLabel",)),
        "/catalogue/",
        "data-theme/ENVI has no skos:prefLabel",
    )
    yield Fault(
        "has-part",
        edit_catalogue(more="<D> dct:hasPart <http://example.org/p> ."),
        DATASET,
        "dct:hasPart",
    )
    yield Fault(
        "standard-text",
        edit_catalogue(more='<D> dct:conformsTo "DCAT" .'),
        DATASET,
        "the text “DCAT”",
    )
    law = "<D> dcatap:applicableLegislation <http://data.europa.eu/eli/reg_impl/2023/138/oj> ."
    yield Fault("hvd-category", edit_catalogue(more=law), DATASET, "dcatap:hvdCategory")
    yield Fault(
        "hvd-theme",
        edit_catalogue(more="<D> dcatap:hvdCategory <http://data.europa.eu/bna/c_ac64a52d> ."),
        DATASET,
        "as dcat:theme",
    )


def _dates() -> Iterator[Fault]:
    yield Fault(
        "date-text",
        edit_catalogue(("D dct:modified",), '<D> dct:modified "last spring" .'),
        DATASET,
        "“last spring”, which is no date",
    )
    yield Fault(
        "date-impossible",
        edit_catalogue(
            more='<D> dct:temporal [ a dct:PeriodOfTime ; dcat:endDate "2025-11-31"^^xsd:date ] .'
        ),
        DATASET,
        "dcat:endDate is 2025-11-31, which no calendar has",
    )
    yield Fault(
        "date-future",
        edit_catalogue(("D dct:modified",), '<D> dct:modified "2999-01-01"^^xsd:date .'),
        DATASET,
        "2999-01-01, which is to come",
    )
    yield Fault(
        "period-year",
        edit_catalogue(
            more='<D> dct:temporal [ a dct:PeriodOfTime ; dcat:startDate "2020"^^xsd:gYear ] .'
        ),
        DATASET,
        "only the year 2020",
    )
    yield Fault(
        "period-iri",
        edit_catalogue(more="<D> dct:temporal <http://example.org/2020> ."),
        DATASET,
        "http://example.org/2020",
    )


def _places() -> Iterator[Fault]:
    crs = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(2.79 50.45)"
    yield Fault(
        "wkt-crs",
        edit_catalogue(more=f'<D> dct:spatial [ dcat:centroid "{crs}"^^geo:wktLiteral ] .'),
        DATASET,
        "reference system",
    )
    yield Fault(
        "geojson-type",
        edit_catalogue(more='<D> dct:spatial [ locn:geometry "{}"^^geo:geoJSONLiteral ] .'),
        DATASET,
        "geo:geoJSONLiteral",
    )
    yield Fault(
        "geometry-node",
        edit_catalogue(more="<D> dct:spatial [ locn:geometry [ a locn:Geometry ] ] ."),
        DATASET,
        "locn:geometry leads to a node",
    )
