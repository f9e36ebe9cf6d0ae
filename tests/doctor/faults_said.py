"""Faults in what the catalogue says."""

from __future__ import annotations

from collections.abc import Iterator

from tests.doctor.planting import CATALOGUE, CONTACT, DATASET, FILE, SERVICE, Fault, said
from tests.doctor.planting import text as text_of
from tests.http.conftest import BASE

EU = "http://publications.europa.eu/resource/authority/"
ELSEWHERE = f"{BASE}catalogue/elsewhere"
FILE_OF_D = "dct:license <http://example.org/licence> ; dcat:mediaType <http://example.org/m>"


def said_faults() -> Iterator[Fault]:
    """A fault of each kind, by subject."""
    yield from _catalogue()
    yield from _words()
    yield from _terms()
    yield from _dates()
    yield from _places()
    yield from _files()
    yield from _form()


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
            + _for_all_files("<https://creativecommons.org/licenses/by/4.0/>"),
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


def _for_all_files(licence: str) -> str:
    return f"<D> dct:license {licence} ."


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


def _files() -> Iterator[Fault]:
    yield Fault("no-distribution", said(("D dcat:distribution",)), DATASET, "nothing to download")
    yield Fault(
        "no-url",
        said(("F dcat:downloadURL", "F dcat:accessURL")),
        FILE,
        "neither dcat:downloadURL nor dcat:accessURL",
    )
    yield Fault(
        "no-format", said(("F dct:format", "F dcat:mediaType")), FILE, "portals show no format"
    )
    media = "https://www.iana.org/assignments/media-types/text/csv"
    yield Fault("media-type-label", said((f"{media} rdfs:label",)), ".csv", "“text/csv”")
    yield Fault("format-label", said((f"{EU}file-type/CSV rdfs:label",)), ".csv", "file-type/CSV")
    yield Fault("no-file-licence", said(("F dct:license",)), FILE, "each distribution")
    sha256 = "spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue"
    yield Fault(
        "checksum-hex",
        said(
            ("F spdx:checksum",),
            f'<F> spdx:checksum <{FILE}-s> . <{FILE}-s> {sha256} "00"^^xsd:hexBinary .',
        ),
        FILE,
        "A sha256 of the type xsd:hexBinary",
        also=("checksum-differs",),
    )
    yield Fault(
        "checksum-alone", said((f"{FILE}-checksum spdx:algorithm",)), FILE, "spdx:algorithm",
        also=("dcat-ap",),
    )  # fmt: skip
    yield Fault(
        "size-differs",
        said(("F dcat:byteSize",), '<F> dcat:byteSize "7"^^xsd:nonNegativeInteger .'),
        FILE,
        "says 7 bytes",
    )
    yield Fault(
        "dcat-ap", said(("F dcat:byteSize",), '<F> dcat:byteSize "big" .'), FILE, "dcat:byteSize"
    )
    yield Fault(
        "status",
        said(more=f"<F> adms:status <{EU}distribution-status/COMPLETED> ."),
        FILE,
        "distribution-status/COMPLETED",
    )
    dated = f"{BASE}dump/latest/themes-2026-11-23.csv"
    yield Fault(
        "dated-url",
        said(("F dcat:downloadURL",), f"<F> dcat:downloadURL <{dated}> ."),
        FILE,
        "udata never removes an old one",
        also=("dead-link",),
    )
    yield Fault(
        "service-shared",
        said(more="<F> dcat:accessService <S> ."),
        SERVICE,
        "a service node of their own",
    )
    yield Fault("service-no-identifier", said(("S dct:identifier",)), SERVICE, "dct:identifier")
    yield Fault(
        "inner-link",
        said(
            ("F dcat:downloadURL",),
            "<F> dcat:downloadURL <http://127.0.0.1:9/themes.csv> .",
        ),
        FILE,
        "it was not asked",
        also=("inner-iri",),
    )


def _form() -> Iterator[Fault]:
    yield Fault(
        "relative-iri",
        said(("D dcat:landingPage",), "<D> dcat:landingPage <themes.html> ."),
        DATASET,
        "“themes.html” is relative",
    )
    yield Fault(
        "file-iri",
        said(("D dcat:landingPage",), "<D> dcat:landingPage <file:///srv/themes.html> ."),
        DATASET,
        "file:///srv/themes.html",
    )
    yield Fault(
        "invalid-iri",
        said(more="<D> foaf:page <http://example.org/les thèmes> ."),
        "catalogue.ttl",
        "Percent-encode",
    )
    yield Fault(
        "inner-iri",
        said(more="<D> foaf:page <http://192.168.1.5/themes> ."),
        DATASET,
        "foaf:page leads to http://192.168.1.5/themes",
    )
    yield Fault(
        "double-slash",
        said(more=f"<D> foaf:page <{BASE}/themes> ."),
        f"{BASE}/themes",
        "two slashes",
    )
    yield Fault(
        "blank-dataset",
        said(more='<C> dcat:dataset [ a dcat:Dataset ; dct:title "Nameless"@en ] .'),
        CATALOGUE,
        "“Nameless”",
        also=(
            "dataset-lacks", "no-description", "no-distribution", "no-identifier", "no-licence",
            "paging-total",
        ),
    )  # fmt: skip
    yield Fault(
        "blank-distribution",
        said(
            more="<D> dcat:distribution [ a dcat:Distribution ; "
            f"dcat:accessURL <{BASE}dump/latest/themes.ttl> ] ."
        ),
        DATASET,
        "has no address of its own",
        also=("no-file-licence", "no-format"),
    )
    yield Fault(
        "blank-value",
        said(more="<D> dct:provenance [ a dct:ProvenanceStatement ] ."),
        DATASET,
        "dct:provenance",
    )
