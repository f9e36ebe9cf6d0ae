"""The site works under any prefix and behind any proxy, and its IRIs stay as they are."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

from bench.engines import free_port
from bench.servers import BASE, Server, start, wait_until_answered
from tests.requirements import lack

pytestmark = pytest.mark.http


@pytest.fixture(scope="module")
def prefixed(town: Path) -> Iterator[Server]:
    server = start(town, prefix="/open/data")
    yield server
    server.stop()


def links_of(page: httpx.Response) -> set[str]:
    found = re.findall(r'(?:href|action)="([^"#]+)', page.text)
    return {urljoin(str(page.url), link.replace("&amp;", "&")) for link in found}


def test_every_link_of_a_prefixed_site_stays_below_the_prefix(prefixed: Server) -> None:
    with prefixed.client() as client:
        for path in ("/", "/theme", "/doc/organization/cd2e", "/def/", "/def/town", "/sparql"):
            page = client.get(path, headers={"Accept": "text/html"})
            assert page.status_code == 200, path
            own = {link for link in links_of(page) if link.startswith("http://127.0.0.1")}
            assert own
            for link in own:
                assert link.startswith(f"{prefixed.url}/"), f"{path}: {link}"
                status = client.get(link).status_code
                # The form of a question that needs a word leads to 400 without one.
                wanted = (200, 303, 400) if "/query/" in link else (200, 303)
                assert status in wanted, f"{path}: {link}"


def test_a_prefixed_redirect_stays_below_the_prefix(prefixed: Server) -> None:
    with prefixed.client() as client:
        answer = client.get("/id/theme/energie", follow_redirects=True)
        assert answer.status_code == 200
        assert str(answer.url) == f"{prefixed.url}/doc/theme/energie"


@pytest.mark.parametrize(
    "path", ["/doc/theme/energie.nt", "/theme.nt", "/doc/organization/cd2e.html"]
)
def test_answers_do_not_depend_on_how_the_site_was_reached(site: httpx.Client, path: str) -> None:
    direct = site.get(path).content
    forwarded = site.get(
        path,
        headers={
            "Host": "data.town.example",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": "other.example",
        },
    ).content
    assert forwarded == direct
    assert b"127.0.0.1" not in direct
    assert BASE.encode() in direct


NGINX = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location /ouvert/ {{ proxy_pass {target}/; }}
  }}
}}
"""


@pytest.fixture(scope="module")
def behind_nginx(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site behind a proxy that removes a prefix and adds no header."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        lack("nginx", "it is not installed: apt-get install nginx-light")
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    text = NGINX.format(folder=folder, port=port, target=server.url)
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    process = subprocess.Popen([nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    url = f"http://127.0.0.1:{port}/ouvert"
    wait_until_answered(f"{url}/health")
    yield url
    process.terminate()
    process.wait(600)


def test_a_site_behind_nginx_needs_no_setting(behind_nginx: str) -> None:
    with httpx.Client(trust_env=False, timeout=600, follow_redirects=True) as client:
        html = {"Accept": "text/html"}
        page = client.get(f"{behind_nginx}/id/organization/cd2e", headers=html)
        assert str(page.url) == f"{behind_nginx}/doc/organization/cd2e"
        own = {link for link in links_of(page) if link.startswith("http://127.0.0.1")}
        assert len(own) > 5
        for link in own:
            assert link.startswith(f"{behind_nginx}/"), link
            assert client.get(link).status_code == 200, link
        tag = client.get(f"{behind_nginx}/doc/theme/energie.ttl").headers["ETag"]
        again = client.get(f"{behind_nginx}/doc/theme/energie.ttl", headers={"If-None-Match": tag})
        assert again.status_code == 304
