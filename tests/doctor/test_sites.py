"""Sites that do not respond, have no catalogue, run other software, or have a prefix."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bench.engines import free_port
from bench.servers import BASE, Server
from terril.cli import main
from terril.doctor import CrawlLimits, ExaminationOptions, Subject, examine
from terril.doctor.checks.site import proxy, transport
from terril.doctor.crawl.crawler import Crawl, crawl
from terril.doctor.crawl.origins import Origins
from terril.doctor.crawl.response import Response
from terril.model.findings import Severity
from tests.doctor.front import Front, ReceivedRequest, Reply, run_front
from tests.doctor.planting import (
    HINTS,
    alter_response,
    keep_one_dataset,
    replace_on_home,
    replace_text,
)

pytestmark = pytest.mark.http

HTML = {"content-type": "text/html; charset=utf-8"}
ANOTHERS = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dct="http://purl.org/dc/terms/">
  <dcat:Catalog rdf:about="http://data.example.org/">
    <dct:title xml:lang="fr">Données</dct:title>
    <dcat:dataset><dcat:Dataset rdf:about="http://data.example.org/trees">
      <dct:title xml:lang="fr">Arbres</dct:title>
    </dcat:Dataset></dcat:dataset>
  </dcat:Catalog>
</rdf:RDF>"""


def doctor(*words: str) -> Result:
    return CliRunner().invoke(main, ["doctor", *words])


def codes(url: str, options: ExaminationOptions | None = None) -> set[str]:
    found = examine(url, options or ExaminationOptions()).findings
    return {one.rule.code for one in found if one.rule.severity is not Severity.INFO}


def test_an_unreachable_site_exits_with_2() -> None:
    url = f"http://127.0.0.1:{free_port()}/"
    done = doctor(url, "--lang", "en")
    assert done.exit_code == 2
    assert f"Nobody answers at {url}" in done.stderr


def test_a_redirect_to_another_port_of_this_machine_is_not_followed(front: Front) -> None:
    front.spoil = lambda *_: Reply(302, {"location": f"http://127.0.0.1:{free_port()}/"})
    done = doctor(front.url, "--lang", "en")
    assert done.exit_code == 2
    assert "an inner network" in " ".join(done.stderr.split())


def test_an_argument_that_is_not_a_url_is_refused() -> None:
    done = doctor("data.example.org")
    assert done.exit_code == 2
    assert "http://" in done.stderr


def test_an_html_page_is_not_a_catalogue(front: Front) -> None:
    front.spoil = lambda *_: Reply(200, HTML, b"<!doctype html><title>Welcome</title>")
    done = doctor(front.url)
    assert done.exit_code == 2
    assert "is no catalogue (200 text/html)" in " ".join(done.stderr.split())


def test_a_site_that_exceeds_the_timeout_exits_with_2(front: Front) -> None:
    def late(_: ReceivedRequest, reply: Reply) -> Reply:
        time.sleep(0.5)
        return reply

    front.spoil = late
    done = doctor(front.url, "--seconds", "0.2")
    assert done.exit_code == 2
    assert "--seconds" in done.stderr


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for 127.0.0.1, signed by itself."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl: this machine has no openssl, which makes the certificate")
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command += ["-keyout", str(path.with_name("key.pem")), "-out", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


@pytest.fixture
def secure(server: Server, certificate: Path) -> Iterator[Front]:
    """The front, with TLS."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, certificate.with_name("key.pem"))
    with run_front(Front(server.url, before=keep_one_dataset), tls) as front:
        yield front


def test_only_the_self_signed_certificate_is_reported(secure: Front) -> None:
    found = examine(secure.url)
    (finding,) = found.findings
    assert finding.rule.code == "certificate"
    assert "self-signed" in finding.problem("en")
    assert [one.subject for one in found.results if one.checked] == [Subject.TRANSPORT]
    assert doctor(secure.url).exit_code == 1


def test_a_site_with_a_trusted_certificate_is_fine_until_a_redirect_leaves_https(
    secure: Front, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert not codes(secure.url)
    target = f"{secure.url.replace('https:', 'http:')}doc/organization/projet-terril"
    secure.spoil = alter_response(
        "/id/organization/projet-terril", lambda _: Reply(303, {"location": target})
    )
    assert codes(secure.url) == {"redirect-elsewhere", "thing-dead"}


def test_a_site_behind_a_prefix_is_fine_until_a_link_leaves_it(server: Server) -> None:
    with run_front(Front(server.url, before=keep_one_dataset, prefix="/ouvert")) as front:
        assert not codes(front.url)
        front.spoil = replace_on_home("</body>", '<a href="/catalogue">C</a></body>')
        assert codes(front.url) == {"link-above"}


def test_a_lost_prefix_is_reported(front: Front) -> None:
    named = f"{front.url}ouvert/".encode()
    front.spoil = alter_response(
        "/catalogue.ttl", lambda reply: reply.with_body(reply.body.replace(BASE.encode(), named))
    )
    subjects = ExaminationOptions(subjects={Subject.PROXY, Subject.FORMAT})
    assert codes(front.url, subjects) == {"prefix-lost", "inner-base"}


def test_a_catalogue_of_other_software_is_examined_as_far_as_possible(front: Front) -> None:
    front.spoil = lambda request, _: (
        Reply(200, {"content-type": "application/rdf+xml"}, ANOTHERS.encode())
        if request.name == "/catalog.rdf"
        else Reply(404, HTML)
    )
    found = examine(front.url)
    hints = {one.rule.code for one in found.findings if one.rule.severity is Severity.INFO}
    assert hints >= {
        "elsewhere",
        "no-endpoint",
        "no-feeds",
        "no-page",
        "no-things",
        "no-void-here",
    }
    reported = {one.rule.code for one in found.findings} - hints
    assert reported >= {
        "no-description",
        "no-identifier",
        "no-licence",
        "no-distribution",
        "no-https",
    }
    assert found.url.endswith("/catalog.rdf")


def test_limits_are_kept_and_reported(front: Front) -> None:
    found = examine(front.url, ExaminationOptions(CrawlLimits(requests=4, links=2)))
    assert found.requests == 4
    reported = {one.rule.code for one in found.findings}
    assert reported - HINTS == {"limits-reached", "links-left", "no-page"}


def test_no_more_pages_are_read_than_allowed(front: Front) -> None:
    page = f"{BASE}catalogue?page="
    more = f"<{page}1> <http://www.w3.org/ns/hydra/core#next> <{page}2> .\n"
    front.spoil = alter_response(
        "/catalogue.ttl", lambda reply: reply.with_body(reply.body + more.encode()), "GET"
    )
    options = ExaminationOptions(CrawlLimits(pages=1), subjects={Subject.PAGING})
    assert {one.rule.code for one in examine(front.url, options).findings} == {
        "paging-more",
        "paging-one-name",
    }


def test_only_findings_that_concern_a_portal_are_reported(front: Front) -> None:
    without = f"<{BASE}catalogue/themes> <http://purl.org/dc/terms/identifier>"
    front.spoil = replace_text(
        "/catalogue.ttl", without, without.replace("identifier", "alternative")
    )
    assert doctor(front.url, "--only", "datasets", "--portal", "ckan").exit_code == 0
    done = doctor(front.url, "--only", "datasets", "--portal", "udata", "--lang", "en")
    assert done.exit_code == 1
    assert "no-identifier" in done.output
    assert "CKAN" not in done.output


@pytest.fixture
def fetched(front: Front) -> Crawl:
    """A crawl whose limits allow no further request."""
    return crawl(front.url, CrawlLimits(requests=4))


def test_a_slow_or_large_catalogue_is_reported(fetched: Crawl) -> None:
    page = fetched.pages[0]
    answer = replace(page.response, seconds=9, body=b" " * 16_000_000)
    found = transport.check(replace(fetched, pages=(replace(page, response=answer),)))
    assert {one.rule.code for one in found} >= {"slow", "catalogue-too-large"}


def test_a_public_site_with_another_host_is_reported(fetched: Crawl) -> None:
    origins = Origins("https://data.example.org/", "https://www.example.com/")
    findings = {one.rule.code: one for one in proxy.check(replace(fetched, origins=origins))}
    assert "https://data.example.org/" in findings["other-host"].problem("en")


def test_http_must_redirect_to_https() -> None:
    url = "http://data.example.org/"
    leads = {"location": "https://data.example.org/"}
    assert not list(transport.check_http_redirect(Response(url, 301, leads)))
    assert not list(transport.check_http_redirect(Response(url)))
    for answer in (Response(url, 200), Response(url, 301, {"location": "/elsewhere"})):
        (finding,) = transport.check_http_redirect(answer)
        assert finding.rule.code == "http-stays"
