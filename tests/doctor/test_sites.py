"""Sites that do not answer, are no catalogue, are another's, or stand behind a prefix."""

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
from terril.doctor import Limits, Subject, Wishes, examine
from terril.doctor.checks.site import proxy, transport
from terril.doctor.crawl.crawler import Crawl, crawl
from terril.doctor.crawl.origins import Places
from terril.doctor.crawl.response import Answer
from terril.model.findings import Severity
from tests.doctor.front import Asked, Front, Reply, nothing, running
from tests.doctor.planting import HINTS, at, on_home, one_dataset, text

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


@pytest.fixture(autouse=True)
def clean(front: Front) -> None:
    front.spoil = nothing


def doctor(*words: str) -> Result:
    return CliRunner().invoke(main, ["doctor", *words])


def codes(url: str, wishes: Wishes | None = None) -> set[str]:
    found = examine(url, wishes or Wishes()).findings
    return {one.rule.code for one in found if one.rule.severity is not Severity.INFO}


def test_a_site_where_nobody_answers_ends_with_2() -> None:
    url = f"http://127.0.0.1:{free_port()}/"
    done = doctor(url, "--lang", "en")
    assert done.exit_code == 2
    assert f"Nobody answers at {url}" in done.stderr


def test_a_site_that_leads_to_another_port_of_this_machine_is_not_followed(front: Front) -> None:
    front.spoil = lambda *_: Reply(302, {"location": f"http://127.0.0.1:{free_port()}/"})
    done = doctor(front.url, "--lang", "en")
    assert done.exit_code == 2
    assert "an inner network" in " ".join(done.stderr.split())


def test_what_is_no_address_is_refused() -> None:
    done = doctor("data.example.org")
    assert done.exit_code == 2
    assert "http://" in done.stderr


def test_a_page_is_no_catalogue(front: Front) -> None:
    front.spoil = lambda *_: Reply(200, HTML, b"<!doctype html><title>Welcome</title>")
    done = doctor(front.url)
    assert done.exit_code == 2
    assert "is no catalogue (200 text/html)" in " ".join(done.stderr.split())


def test_a_site_that_does_not_answer_in_time_is_given_up(front: Front) -> None:
    def late(_: Asked, reply: Reply) -> Reply:
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
    with running(Front(server.url, before=one_dataset), tls) as front:
        yield front


def test_a_certificate_that_nobody_signed_is_told_and_nothing_else(secure: Front) -> None:
    found = examine(secure.url)
    (finding,) = found.findings
    assert finding.rule.code == "certificate"
    assert "self-signed" in finding.wrong("en")
    assert [one.subject for one in found.sections if one.looked] == [Subject.TRANSPORT]
    assert doctor(secure.url).exit_code == 1


def test_with_a_certificate_that_is_trusted_all_is_fine_until_a_redirect_leaves_https(
    secure: Front, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert not codes(secure.url)
    target = f"{secure.url.replace('https:', 'http:')}doc/organization/ville"
    secure.spoil = at("/id/organization/ville", lambda _: Reply(303, {"location": target}))
    assert codes(secure.url) == {"redirect-elsewhere", "thing-dead"}


def test_a_site_behind_a_prefix_is_fine_until_a_link_leaves_it(server: Server) -> None:
    with running(Front(server.url, before=one_dataset, prefix="/ouvert")) as front:
        assert not codes(front.url)
        front.spoil = on_home("</body>", '<a href="/catalogue">C</a></body>')
        assert codes(front.url) == {"link-above"}


def test_a_lost_prefix_is_named(front: Front) -> None:
    named = f"{front.url}ouvert/".encode()
    front.spoil = at(
        "/catalogue.ttl", lambda reply: reply.saying(reply.body.replace(BASE.encode(), named))
    )
    subjects = Wishes(subjects={Subject.PROXY, Subject.FORMAT})
    assert codes(front.url, subjects) == {"prefix-lost", "inner-base"}


def test_a_catalogue_of_another_make_is_looked_at_as_far_as_it_goes(front: Front) -> None:
    front.spoil = lambda asked, _: (
        Reply(200, {"content-type": "application/rdf+xml"}, ANOTHERS.encode())
        if asked.name == "/catalog.rdf"
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
    told = {one.rule.code for one in found.findings} - hints
    assert told >= {"no-description", "no-identifier", "no-licence", "no-distribution", "no-https"}
    assert found.url.endswith("/catalog.rdf")


def test_limits_are_kept_and_told(front: Front) -> None:
    found = examine(front.url, Wishes(Limits(requests=4, links=2)))
    assert found.requests == 4
    told = {one.rule.code for one in found.findings}
    assert told - HINTS == {"limits-reached", "links-left", "no-page"}


def test_no_more_pages_are_read_than_allowed(front: Front) -> None:
    page = f"{BASE}catalogue.ttl?page="
    more = f"<{page}1> <http://www.w3.org/ns/hydra/core#next> <{page}2> .\n"
    front.spoil = at(
        "/catalogue.ttl", lambda reply: reply.saying(reply.body + more.encode()), "GET"
    )
    wishes = Wishes(Limits(pages=1), subjects={Subject.PAGING})
    assert {one.rule.code for one in examine(front.url, wishes).findings} == {
        "paging-more",
        "paging-one-name",
    }


def test_only_what_concerns_a_portal_is_told(front: Front) -> None:
    without = f"<{BASE}catalogue/themes> <http://purl.org/dc/terms/identifier>"
    front.spoil = text("/catalogue.ttl", without, without.replace("identifier", "alternative"))
    assert doctor(front.url, "--only", "datasets", "--portal", "ckan").exit_code == 0
    done = doctor(front.url, "--only", "datasets", "--portal", "udata", "--lang", "en")
    assert done.exit_code == 1
    assert "no-identifier" in done.output
    assert "CKAN" not in done.output


@pytest.fixture
def fetched(front: Front) -> Crawl:
    """The catalogue, after which nothing more may be asked."""
    return crawl(front.url, Limits(requests=4))


def test_a_catalogue_that_takes_long_or_is_long_is_told(fetched: Crawl) -> None:
    page = fetched.pages[0]
    answer = replace(page.answer, seconds=9, body=b" " * 16_000_000)
    found = transport.check(replace(fetched, pages=(replace(page, answer=answer),)))
    assert {one.rule.code for one in found} >= {"slow", "catalogue-too-large"}


def test_a_public_site_with_another_name_is_told(fetched: Crawl) -> None:
    places = Places("https://data.example.org/", "https://www.example.com/")
    told = {one.rule.code: one for one in proxy.check(replace(fetched, places=places))}
    assert "https://data.example.org/" in told["other-host"].wrong("en")


def test_an_address_without_encryption_must_lead_to_https() -> None:
    url = "http://data.example.org/"
    leads = {"location": "https://data.example.org/"}
    assert not list(transport.stays(Answer(url, 301, leads)))
    assert not list(transport.stays(Answer(url)))
    for answer in (Answer(url, 200), Answer(url, 301, {"location": "/elsewhere"})):
        (finding,) = transport.stays(answer)
        assert finding.rule.code == "http-stays"
