"""Faults in what the catalogue says."""

from __future__ import annotations

from collections.abc import Iterator

from bench.servers import BASE
from tests.doctor.planting import CATALOGUE, CONTACT, DATASET, EU, SERVICE, Fault, said
from tests.doctor.planting import text as text_of

ELSEWHERE = f"{BASE}catalogue/elsewhere"


def said_faults() -> Iterator[Fault]:
    """A fault of each kind, by subject."""
    yield from _catalogue()
    yield from _words()
    yield from _terms()
    yield from _dates()
    yield from _places()


def _catalogue() -> Iterator[Fault]:
    yield Fault("catalogue-needs", said(("C dct:publisher",)), CATALOGUE, "dct:publisher")
    yield Fault("catalogue-lacks", said(("C dct:license",)), CATALOGUE, "dct:license")
    yield Fault(
        "no-catalogue",
        text_of("/catalogue.ttl", "dcat#Catalog>", "dcat#Other>"),
        "catalogue.ttl",
        "dcat:Catalog",
    )
    yield Fault(
        "empty-catalogue",
        said(("C dcat:dataset",)),
        CATALOGUE,
        "dcat:dataset",
        also=("dataset-not-listed",),
    )
    yield Fault(
        "dataset-not-described",
        said(more=f"<C> dcat:dataset <{ELSEWHERE}> ."),
        ELSEWHERE,
        "no page describes it",
        also=("paging-total",),
    )
    yield Fault(
        "dataset-not-listed",
        said(more=f'<{ELSEWHERE}> a dcat:Dataset ; dct:title "Elsewhere"@en .'),
        ELSEWHERE,
        "no catalogue leads to it",
        also=(
            "dataset-lacks", "no-description", "no-distribution", "no-identifier", "no-licence",
        ),
    )  # fmt: skip
    yield Fault(
        "publisher-nameless",
        said((f"{BASE}id/organization/ville foaf:name",)),
        "id/organization/ville",
        "foaf:name",
        also=("dcat-ap",),
    )


def _words() -> Iterator[Fault]:
    yield Fault("no-title", said(("D dct:title",)), DATASET, "CKAN loses the whole run")
    yield Fault("no-description", said(("D dct:description",)), DATASET, "100 characters")
    yield Fault(
        "short-description",
        said(("D dct:description",), '<D> dct:description "Themes."@en .'),
        DATASET,
        "has 7 characters",
    )
    yield Fault("no-identifier", said(("D dct:identifier",)), DATASET, "udata leaves it out")
    yield Fault(
        "identifier-twice",
        said(("D dct:identifier",), f'<D> dct:identifier "{SERVICE}" .'),
        DATASET,
        "query#service as well",
    )
    yield Fault(
        "keyword",
        said(more='<D> dcat:keyword "qualité de l’air"@fr .'),
        DATASET,
        "“qualité de l’air” makes CKAN refuse the whole dataset",
    )
    yield Fault(
        "language-tag",
        said(("D dct:title",), '<D> dct:title "Les thèmes"@fr-FR , "Themes"@en .'),
        DATASET,
        "“fr-fr” is not “fr”",
    )
    yield Fault("dataset-lacks", said(("D dct:spatial",)), DATASET, "lacks dct:spatial")
    yield Fault(
        "mojibake",
        said(more='<D> skos:altLabel "ThÃ¨mes"@fr .'),
        DATASET,
        "“ThÃ¨mes” was written in one charset",
    )
    yield Fault(
        "contact-mute", said((f"{CONTACT} vcard:hasURL",)), "/catalogue/", "vcard:hasEmail"
    )
    yield Fault(
        "contact-text",
        said(("D dcat:contactPoint",), '<D> dcat:contactPoint "The town hall" .'),
        DATASET,
        "“The town hall”",
    )


def _terms() -> Iterator[Fault]:
    yield Fault(
        "licence-unknown",
        said(
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
        said(("* dct:license",), "<C> dct:license <http://example.org/licence> ."),
        DATASET,
        "nobody may use it",
        also=("no-file-licence",),
    )
    yield Fault(
        "frequency-unknown",
        said(
            ("D dct:accrualPeriodicity",),
            "<D> dct:accrualPeriodicity <http://example.org/sometimes> .",
        ),
        DATASET,
        "http://example.org/sometimes",
    )
    yield Fault(
        "label-for-iri",
        said(more=f'<{EU}frequency/IRREG> rdfs:label "irrégulier"@fr .'),
        DATASET,
        "frequency/IRREG has an rdfs:label",
    )
    yield Fault(
        "theme-unknown",
        said(
            ("D dcat:theme",),
            "<D> dcat:theme <http://example.org/t> . "
            '<http://example.org/t> skos:prefLabel "T"@en .',
        ),
        DATASET,
        "European list",
    )
    yield Fault(
        "theme-nameless",
        said((f"{EU}data-theme/ENVI skos:prefLabel",)),
        "/catalogue/",
        "data-theme/ENVI has no skos:prefLabel",
    )
    yield Fault(
        "has-part", said(more="<D> dct:hasPart <http://example.org/p> ."), DATASET, "dct:hasPart"
    )
    yield Fault(
        "standard-text", said(more='<D> dct:conformsTo "DCAT" .'), DATASET, "the text “DCAT”"
    )
    law = "<D> dcatap:applicableLegislation <http://data.europa.eu/eli/reg_impl/2023/138/oj> ."
    yield Fault("hvd-category", said(more=law), DATASET, "dcatap:hvdCategory")
    yield Fault(
        "hvd-theme",
        said(more="<D> dcatap:hvdCategory <http://data.europa.eu/bna/c_ac64a52d> ."),
        DATASET,
        "as dcat:theme",
    )


def _dates() -> Iterator[Fault]:
    yield Fault(
        "date-text",
        said(("D dct:modified",), '<D> dct:modified "last spring" .'),
        DATASET,
        "“last spring”, which is no date",
    )
    yield Fault(
        "date-future",
        said(("D dct:modified",), '<D> dct:modified "2999-01-01"^^xsd:date .'),
        DATASET,
        "2999-01-01, which is to come",
    )
    yield Fault(
        "period-year",
        said(more='<D> dct:temporal [ a dct:PeriodOfTime ; dcat:startDate "2020"^^xsd:gYear ] .'),
        DATASET,
        "only the year 2020",
    )
    yield Fault(
        "period-iri",
        said(more="<D> dct:temporal <http://example.org/2020> ."),
        DATASET,
        "http://example.org/2020",
    )


def _places() -> Iterator[Fault]:
    crs = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(2.79 50.45)"
    yield Fault(
        "wkt-crs",
        said(more=f'<D> dct:spatial [ dcat:centroid "{crs}"^^geo:wktLiteral ] .'),
        DATASET,
        "reference system",
    )
    yield Fault(
        "geojson-type",
        said(more='<D> dct:spatial [ locn:geometry "{}"^^geo:geoJSONLiteral ] .'),
        DATASET,
        "geo:geoJSONLiteral",
    )
    yield Fault(
        "geometry-node",
        said(more="<D> dct:spatial [ locn:geometry [ a locn:Geometry ] ] ."),
        DATASET,
        "locn:geometry leads to a node",
    )
