"""What is said of distributions and services."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from terril.doctor.crawl.statements import expand_iri, to_text
from terril.doctor.findings import Portal, hint, mistake, warning
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.doctor.crawl.crawler import Crawl
    from terril.doctor.crawl.statements import Node, Statements
    from terril.doctor.findings import Finding

SHORT_SUMS = ("md5", "sha1", "sha256")
ADMS_STATUS = "http://purl.org/adms/status/"
DATED = re.compile(
    r"(?:19|20)\d\d([-_.])(?:0[1-9]|1[0-2])(?:\1\d\d)?"
    r"|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"|/v\d+\.\d+"
)
LEAST_VERSION = 4

NONE = warning(
    "no-distribution",
    gettext_noop("The dataset has no distribution: there is nothing to download."),
    gettext_noop("Lead to each file by dcat:distribution."),
)
NO_URL = mistake(
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
FORMAT_LABEL = hint(
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
HEX_SUM = mistake(
    "checksum-hex",
    gettext_noop("A {algorithm} of the type xsd:hexBinary makes udata refuse the whole dataset."),
    gettext_noop("Give a SHA-512, which it leaves alone, or a plain text."),
    Portal.UDATA,
)
SUM_ALONE = mistake(
    "checksum-alone",
    gettext_noop("The checksum does not say its spdx:algorithm; udata fails by that."),
    gettext_noop("Name the algorithm, or leave the checksum out."),
    Portal.UDATA,
)
SUM_LEFT = hint(
    "checksum-unread",
    gettext_noop(
        "udata keeps MD5, SHA-1 and SHA-256 alone; {count} checksums do not arrive in it."
    ),
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
SHARED = mistake(
    "service-shared",
    gettext_noop(
        "The service is dcat:accessService of a distribution too; udata does not list it then."
    ),
    gettext_noop("Give the distributions a service node of their own."),
    Portal.UDATA,
)
SERVICE_KEY = mistake(
    "service-no-identifier",
    gettext_noop("The service has no dct:identifier; udata leaves it out."),
    gettext_noop("Give it a short text that no other has and that stays."),
    Portal.UDATA,
)


def check(crawl: Crawl) -> Iterator[Finding]:
    """Every distribution, then every service of the catalogue."""
    data = crawl.data
    for one in crawl.datasets:
        if data.has_statements(one) and not data.has(one, "dcat:distribution"):
            yield NONE.at(to_text(one), "dcat:distribution")
        versions = data.texts(one, "dcat:version", "owl:versionInfo")
        for file in data.nodes(one, "dcat:distribution"):
            yield from _address(data, file, versions)
            yield from _form(data, file)
            yield from _sum(data, file)
    yield from _services(crawl)
    if count := sum(unread_sum(data, file) for file in crawl.distributions):
        yield SUM_LEFT.at(crawl.url, "spdx:checksum", count=count)


def unread_sum(data: Statements, file: Node) -> bool:
    """Whether a distribution has a checksum, but none that udata keeps."""
    kinds = [kind for one in data.nodes(file, "spdx:checksum") for kind in _kinds(data, one)]
    return bool(kinds) and not any(kind in SHORT_SUMS for kind in kinds)


def _kinds(data: Statements, checksum: Node) -> list[str]:
    found = data.texts(checksum, "spdx:algorithm")
    return [one.rpartition("_")[2].lower() for one in found]


def _address(data: Statements, file: Node, versions: list[str]) -> Iterator[Finding]:
    me = to_text(file)
    found = data.texts(file, "dcat:downloadURL", "dcat:accessURL")
    if not found:
        yield NO_URL.at(me, "dcat:accessURL")
    if not data.has(file, "dct:license"):
        yield NO_LICENCE.at(me, "dct:license")
    for address in dict.fromkeys(found):
        path = address.partition("://")[2]
        known = any(len(one) >= LEAST_VERSION and one in path for one in versions)
        if known or DATED.search(path):
            yield DATED_URL.at(me, "dcat:downloadURL", found=address)
    for status in data.texts(file, "adms:status"):
        if not status.startswith(ADMS_STATUS):
            yield STATUS.at(me, "adms:status", found=status)


def _form(data: Statements, file: Node) -> Iterator[Finding]:
    me = to_text(file)
    media, form = data.nodes(file, "dcat:mediaType"), data.nodes(file, "dct:format")
    if not data.has(file, "dcat:mediaType", "dct:format"):
        yield NO_FORMAT.at(me, "dct:format")
    for one in media:
        if not data.has(one, "rdfs:label"):
            label = "/".join(to_text(one).split("/")[-2:])
            yield MEDIA_LABEL.at(me, "dcat:mediaType", found=to_text(one), label=label)
    for one in form:
        if not data.has(one, "rdfs:label"):
            yield FORMAT_LABEL.at(me, "dct:format", found=to_text(one))


def _sum(data: Statements, file: Node) -> Iterator[Finding]:
    for one in data.nodes(file, "spdx:checksum"):
        kinds = _kinds(data, one)
        if not kinds:
            yield SUM_ALONE.at(to_text(file), "spdx:checksum")
        for value in data.literals(one, "spdx:checksumValue"):
            if (
                kinds
                and kinds[0] in SHORT_SUMS
                and value.datatype.value == expand_iri("xsd:hexBinary")
            ):
                yield HEX_SUM.at(to_text(file), "spdx:checksum", algorithm=kinds[0])


def _services(crawl: Crawl) -> Iterator[Finding]:
    data = crawl.data
    used = {n for file in crawl.distributions for n in data.nodes(file, "dcat:accessService")}
    listed = [n for one in data.instances("dcat:Catalog") for n in data.nodes(one, "dcat:service")]
    for one in dict.fromkeys(listed):
        if one in used:
            yield SHARED.at(to_text(one), "dcat:accessService")
        if data.has_statements(one) and not data.has(one, "dct:identifier"):
            yield SERVICE_KEY.at(to_text(one), "dct:identifier")
