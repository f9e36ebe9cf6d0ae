"""Check the properties of distributions and services."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from terril.doctor.crawl.statements import expand_iri, to_text
from terril.doctor.findings import Portal, error, info, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.crawl.statements import Node, Statements
    from terril.doctor.findings import Finding

UDATA_ALGORITHMS = ("md5", "sha1", "sha256")
ADMS_STATUS = "http://purl.org/adms/status/"
DATED = re.compile(
    r"(?:19|20)\d\d([-_.])(?:0[1-9]|1[0-2])(?:\1\d\d)?"
    r"|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"|/v\d+\.\d+"
)
MIN_VERSION_LENGTH = 4

NONE = warning(
    "no-distribution",
    gettext_noop("The dataset has no distribution: there is nothing to download."),
    gettext_noop("Lead to each file by dcat:distribution."),
)
NO_URL = error(
    "no-url",
    gettext_noop(
        "The distribution has neither dcat:downloadURL nor dcat:accessURL; portals drop it."
    ),
    gettext_noop("Give it both; the first leads to the file itself."),
)
NO_FORMAT = warning(
    "no-format",
    gettext_noop(
        "The distribution has neither dct:format nor dcat:mediaType; portals show no format."
    ),
    gettext_noop("Give it both, with the IRIs of the European file types and of IANA."),
)
MEDIA_LABEL = warning(
    "media-type-label",
    gettext_noop("The media type {found} has no rdfs:label; CKAN shows its address instead."),
    gettext_noop("Describe it on the page with rdfs:label “{label}”."),
    Portal.CKAN,
)
FORMAT_LABEL = info(
    "format-label",
    gettext_noop("The format {found} has no rdfs:label; udata makes a name of its address."),
    gettext_noop("Describe it on the page with a short rdfs:label."),
)
NO_LICENCE = warning(
    "no-file-licence",
    gettext_noop(
        "The distribution has no dct:license, from which CKAN takes that of the dataset."
    ),
    gettext_noop("Repeat the licence of the dataset on each distribution."),
    Portal.CKAN,
)
HEX_CHECKSUM = error(
    "checksum-hex",
    gettext_noop("A {algorithm} of the type xsd:hexBinary makes udata refuse the whole dataset."),
    gettext_noop("Give a SHA-512, which it leaves alone, or a plain text."),
    Portal.UDATA,
)
NO_ALGORITHM = error(
    "checksum-alone",
    gettext_noop("The checksum does not say its spdx:algorithm; udata fails by that."),
    gettext_noop("Name the algorithm, or leave the checksum out."),
    Portal.UDATA,
)
# In the table of fields alone, since there is nothing to change: the other portals need SHA-512.
UNREAD_CHECKSUM = info(
    "checksum-unread",
    gettext_noop("udata keeps MD5, SHA-1 and SHA-256 alone: no other checksum arrives in it."),
)
STATUS = warning(
    "status",
    gettext_noop("CKAN’s schema for DCAT-AP refuses a dataset with adms:status {found}."),
    gettext_noop("Leave it out, or take one of http://purl.org/adms/status/1.0."),
    Portal.CKAN,
)
DATED_URL = warning(
    "dated-url",
    gettext_noop(
        "The address {found} has a version or a date in it; udata never removes an old one."
    ),
    gettext_noop("Give the newest file an address that stays, and say dct:modified."),
    Portal.UDATA,
)
SHARED = error(
    "service-shared",
    gettext_noop(
        "The service is dcat:accessService of a distribution too; udata does not list it then."
    ),
    gettext_noop("Give the distributions a service node of their own."),
    Portal.UDATA,
)
SERVICE_KEY = error(
    "service-no-identifier",
    gettext_noop("The service has no dct:identifier; udata leaves it out."),
    gettext_noop("Give it a short text that no other has and that stays."),
    Portal.UDATA,
)


def check(crawl: Crawl) -> Iterator[Finding]:
    """Check every distribution, then every service of the catalogue."""
    data = crawl.data
    for dataset in crawl.datasets:
        if data.has_statements(dataset) and not data.has(dataset, "dcat:distribution"):
            yield NONE.at(to_text(dataset), "dcat:distribution")
        versions = data.texts(dataset, "dcat:version", "owl:versionInfo")
        for distribution in data.nodes(dataset, "dcat:distribution"):
            yield from _check_address(data, distribution, versions)
            yield from _check_format(data, distribution)
            yield from _check_checksum(data, distribution)
    yield from _check_services(crawl)


def lacks_udata_checksum(data: Statements, distribution: Node) -> bool:
    """Return whether a distribution has checksums, but none that udata keeps."""
    checksums = data.nodes(distribution, "spdx:checksum")
    algorithms = [name for one in checksums for name in read_algorithms(data, one)]
    return bool(algorithms) and not any(name in UDATA_ALGORITHMS for name in algorithms)


def read_algorithms(data: Statements, checksum: Node) -> list[str]:
    """Return the algorithms of a checksum, such as ``sha256``."""
    algorithms = data.texts(checksum, "spdx:algorithm")
    return [one.rpartition("_")[2].lower() for one in algorithms]


def _check_address(data: Statements, distribution: Node, versions: list[str]) -> Iterator[Finding]:
    place = to_text(distribution)
    urls = data.texts(distribution, "dcat:downloadURL", "dcat:accessURL")
    if not urls:
        yield NO_URL.at(place, "dcat:accessURL")
    if not data.has(distribution, "dct:license"):
        yield NO_LICENCE.at(place, "dct:license")
    for url in dict.fromkeys(urls):
        path = url.partition("://")[2]
        versioned = any(len(one) >= MIN_VERSION_LENGTH and one in path for one in versions)
        if versioned or DATED.search(path):
            yield DATED_URL.at(place, "dcat:downloadURL", found=url)
    for status in data.texts(distribution, "adms:status"):
        if not status.startswith(ADMS_STATUS):
            yield STATUS.at(place, "adms:status", found=status)


def _check_format(data: Statements, distribution: Node) -> Iterator[Finding]:
    place = to_text(distribution)
    if not data.has(distribution, "dcat:mediaType", "dct:format"):
        yield NO_FORMAT.at(place, "dct:format")
    for media_type in data.nodes(distribution, "dcat:mediaType"):
        if not data.has(media_type, "rdfs:label"):
            name = to_text(media_type)
            label = "/".join(name.split("/")[-2:])
            yield MEDIA_LABEL.at(place, "dcat:mediaType", found=name, label=label)
    for file_type in data.nodes(distribution, "dct:format"):
        if not data.has(file_type, "rdfs:label"):
            yield FORMAT_LABEL.at(place, "dct:format", found=to_text(file_type))


def _check_checksum(data: Statements, distribution: Node) -> Iterator[Finding]:
    place = to_text(distribution)
    for checksum in data.nodes(distribution, "spdx:checksum"):
        algorithm = next(iter(read_algorithms(data, checksum)), None)
        if algorithm is None:
            yield NO_ALGORITHM.at(place, "spdx:checksum")
        for value in data.literals(checksum, "spdx:checksumValue"):
            hexadecimal = value.datatype.value == expand_iri("xsd:hexBinary")
            if algorithm in UDATA_ALGORITHMS and hexadecimal:
                yield HEX_CHECKSUM.at(place, "spdx:checksum", algorithm=algorithm)


def _check_services(crawl: Crawl) -> Iterator[Finding]:
    data = crawl.data
    used = {n for one in crawl.distributions for n in data.nodes(one, "dcat:accessService")}
    listed = [n for one in data.instances("dcat:Catalog") for n in data.nodes(one, "dcat:service")]
    for service in dict.fromkeys(listed):
        if service in used:
            yield SHARED.at(to_text(service), "dcat:accessService")
        if data.has_statements(service) and not data.has(service, "dct:identifier"):
            yield SERVICE_KEY.at(to_text(service), "dct:identifier")
