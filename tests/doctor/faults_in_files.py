"""Faults in the statements about files, and in the RDF of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from bench.servers import BASE
from tests.doctor.planting import (
    CATALOGUE,
    DATASET,
    EU,
    FILE,
    SERVICE,
    Fault,
    edit_catalogue,
)


def list_file_faults() -> Iterator[Fault]:
    """List a fault of each kind, by subject."""
    yield from _files()
    yield from _form()


def _files() -> Iterator[Fault]:
    yield Fault(
        "no-distribution", edit_catalogue(("D dcat:distribution",)), DATASET, "nothing to download"
    )
    yield Fault(
        "no-url",
        edit_catalogue(("F dcat:downloadURL", "F dcat:accessURL")),
        FILE,
        "neither dcat:downloadURL nor dcat:accessURL",
    )
    yield Fault(
        "no-format",
        edit_catalogue(("F dct:format", "F dcat:mediaType")),
        FILE,
        "portals show no format",
    )
    media = "https://www.iana.org/assignments/media-types/text/csv"
    yield Fault("media-type-label", edit_catalogue((f"{media} rdfs:label",)), ".csv", "“text/csv”")
    yield Fault(
        "format-label", edit_catalogue((f"{EU}file-type/CSV rdfs:label",)), ".csv", "file-type/CSV"
    )
    yield Fault("no-file-licence", edit_catalogue(("F dct:license",)), FILE, "each distribution")
    sha256 = "spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue"
    yield Fault(
        "checksum-hex",
        edit_catalogue(
            ("F spdx:checksum",),
            f'<F> spdx:checksum <{FILE}-s> . <{FILE}-s> {sha256} "00"^^xsd:hexBinary .',
        ),
        FILE,
        "A sha256 of the type xsd:hexBinary",
        also=("checksum-differs",),
    )
    yield Fault(
        "checksum-alone",
        edit_catalogue((f"{FILE}-checksum spdx:algorithm",)),
        FILE,
        "spdx:algorithm",
        also=("dcat-ap",),
    )
    yield Fault(
        "size-differs",
        edit_catalogue(("F dcat:byteSize",), '<F> dcat:byteSize "7"^^xsd:nonNegativeInteger .'),
        FILE,
        "says 7 bytes",
    )
    yield Fault(
        "dcat-ap",
        edit_catalogue(("F dcat:byteSize",), '<F> dcat:byteSize "big" .'),
        FILE,
        "dcat:byteSize",
    )
    yield Fault(
        "status",
        edit_catalogue(more=f"<F> adms:status <{EU}distribution-status/COMPLETED> ."),
        FILE,
        "distribution-status/COMPLETED",
    )
    dated = f"{BASE}dump/latest/themes-2026-11-23.csv"
    yield Fault(
        "dated-url",
        edit_catalogue(("F dcat:downloadURL",), f"<F> dcat:downloadURL <{dated}> ."),
        FILE,
        "udata never removes an old one",
        also=("dead-link",),
    )
    yield Fault(
        "service-shared",
        edit_catalogue(more="<F> dcat:accessService <S> ."),
        SERVICE,
        "a service node of their own",
    )
    yield Fault(
        "service-no-identifier", edit_catalogue(("S dct:identifier",)), SERVICE, "dct:identifier"
    )
    yield Fault(
        "inner-link",
        edit_catalogue(
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
        edit_catalogue(("D dcat:landingPage",), "<D> dcat:landingPage <themes.html> ."),
        DATASET,
        "“themes.html” is relative",
    )
    yield Fault(
        "file-iri",
        edit_catalogue(
            ("D dcat:landingPage",), "<D> dcat:landingPage <file:///srv/themes.html> ."
        ),
        DATASET,
        "file:///srv/themes.html",
    )
    yield Fault(
        "invalid-iri",
        edit_catalogue(more="<D> foaf:page <http://example.org/les thèmes> ."),
        "catalogue.ttl",
        "Percent-encode",
    )
    yield Fault(
        "inner-iri",
        edit_catalogue(more="<D> foaf:page <http://192.168.1.5/themes> ."),
        DATASET,
        "foaf:page leads to http://192.168.1.5/themes",
    )
    yield Fault(
        "double-slash",
        edit_catalogue(more=f"<D> foaf:page <{BASE}/themes> ."),
        f"{BASE}/themes",
        "two slashes",
    )
    yield Fault(
        "blank-dataset",
        edit_catalogue(more='<C> dcat:dataset [ a dcat:Dataset ; dct:title "Nameless"@en ] .'),
        CATALOGUE,
        "“Nameless”",
        also=(
            "dataset-lacks", "no-description", "no-distribution", "no-identifier", "no-licence",
            "paging-total",
        ),
    )  # fmt: skip
    yield Fault(
        "blank-distribution",
        edit_catalogue(
            more="<D> dcat:distribution [ a dcat:Distribution ; "
            f"dcat:accessURL <{BASE}dump/latest/themes.ttl> ] ."
        ),
        DATASET,
        "has no address of its own",
        also=("no-file-licence", "no-format"),
    )
    yield Fault(
        "blank-value",
        edit_catalogue(more="<D> dct:provenance [ a dct:ProvenanceStatement ] ."),
        DATASET,
        "dct:provenance",
    )
