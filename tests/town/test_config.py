"""Every value of ``town.toml`` is validated, and a mistake is reported in a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from terril.cli.settings_table import describe_setting, render_settings_table
from terril.model.errors import BadSetting, NoTown, UnknownSetting
from terril.store.remote import RemoteStore
from terril.store.remote.dialects import DIALECTS
from terril.town.config import Config, Engine
from terril.town.config_file import list_settings, read_config, read_frozen_config
from terril.town.settings import make_replicas

GOOD = """
base = "https://data.town.example/"
name = { en = "Town" }
languages = ["en"]
licence = "https://creativecommons.org/licenses/by/4.0/"
graphs = ["source"]

[publisher]
iri = "https://data.town.example/id/organization/town"
name = { en = "Town" }

[contact]
name = "Town hall"
url = "https://town.example/"
"""


def write(folder: Path, text: str) -> Path:
    (folder / "town.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_good_file_is_read(tmp_path: Path) -> None:
    config = read_config(write(tmp_path, GOOD))
    assert config.addresses.thing("theme", "water") == "https://data.town.example/id/theme/water"
    assert config.limits.query_seconds == 10
    assert config.graphs == ("source",)


def test_the_iri_of_the_publisher_stays_as_it_is_written(tmp_path: Path) -> None:
    iri = "https://data.town.example/id/organization/ქალაქი"
    text = GOOD.replace("https://data.town.example/id/organization/town", iri)
    assert read_config(write(tmp_path, text)).publisher.iri == iri


def test_a_folder_without_the_file_is_no_town(tmp_path: Path) -> None:
    with pytest.raises(NoTown, match="terril new"):
        read_config(tmp_path)
    with pytest.raises(NoTown):
        read_config(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("languages =", "langages =", "no setting “langages”. Did you mean languages?"),
        ("[contact]", "[contact]\nemial = 'a@b'", "“contact.emial”. Did you mean contact.email?"),
        (
            "[contact]",
            "[limits]\nquery_secnds = 1\n[contact]",
            "Did you mean limits.query_seconds?",
        ),
        ("[contact]", "[zzz]\nq = 1\n[contact]", "no setting “zzz”. Did you mean base, name"),
    ],
)
def test_an_unknown_key_is_reported_with_the_nearest_one(
    tmp_path: Path, before: str, after: str, sentence: str
) -> None:
    with pytest.raises(UnknownSetting) as caught:
        read_config(write(tmp_path, GOOD.replace(before, after)))
    assert sentence in str(caught.value)
    assert "il n’y a pas de réglage" in caught.value.message("fr")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            'town.example/"\nname',
            'town.example"\nname',
            "“base” cannot be used: it must end in a slash",
        ),
        ('base = "https://data.town.example/"', 'base = "data.town.example/"', "“base”"),
        ('base = "https://data.town.example/"', "", "“base” cannot be used: it is missing"),
        ('languages = ["en"]', "languages = []", "“languages”"),
        ('languages = ["en"]', 'languages = ["English"]', "“languages.0”"),
        ('graphs = ["source"]', 'graphs = ["Source Data"]', "“graphs”"),
        ("[contact]", "[limits]\nquery_seconds = 0\n[contact]", "“limits.query_seconds”"),
        ("[contact]", "[contact", "“town.toml” cannot be used"),
        ('name = "Town hall"', 'name = "Town hall"\nemail = "nobody"', "“contact.email”"),
        ('graphs = ["source"]', 'store = "sparql"', "“store.query”"),
        ("https://creativecommons.org/", "file:///", "“licence”"),
        ("https://town.example/", "//town.example/", "“contact.url”"),
        ('name = "Town hall"', "name = 1", "“contact.name”"),
        ("[contact]", "[look]\ncolour = '#ffffff'\n[contact]", "“look.colour”"),
        ("[contact]", '[look]\ncolour = "#0b5a3c\\n"\n[contact]', "“look.colour”"),
        ('graphs = ["source"]', 'graphs = ["derived"]', "“graphs”"),
        ('name = { en = "Town" }\nlang', 'name = { English = "Town" }\nlang', "“name”"),
        ('graphs = ["source"]', 'service_hosts = ["a.example", "b"]', "“service_hosts.1”"),
        ('graphs = ["source"]', 'store = "http://me:secret@s.example/"', "TERRIL_STORE_PASSWORD"),
        ("[contact]", '[store]\nupdate = "http://s.example/"\n[contact]', "“query” is missing"),
        ("[contact]", '[store]\nquery = ["http://s.example/", "x"]\n[contact]', "“store.query”"),
        ("[contact]", "[store]\nquery = 5\n[contact]", "“store.query”"),
        (
            'graphs = ["source"]',
            'store = ["http://s.example/", "http://s.example/"]',
            "in the list twice",
        ),
        (
            "[contact]",
            '[store]\nquery = "http://s.example/"\n'
            'update = ["http://s.example/1", "http://s.example/2"]\n[contact]',
            "“store.update” cannot be used: it has 2 addresses, and “query” 1",
        ),
        (
            "[contact]",
            '[store]\nquery = "http://s.example/"\nengine = "none"\n[contact]',
            "“store.engine”",
        ),
    ],
)
def test_an_invalid_value_is_reported_with_its_key(
    tmp_path: Path, before: str, after: str, words: str
) -> None:
    assert before in GOOD
    with pytest.raises(BadSetting) as caught:
        read_config(write(tmp_path, GOOD.replace(before, after)))
    assert words in str(caught.value)
    assert "secret" not in str(caught.value)


def test_replicas_have_an_address_each_or_one_for_writing(tmp_path: Path) -> None:
    first, second, both = (f"http://{one}.example/" for one in ("a", "b", "writer"))

    def read(lines: str) -> tuple[RemoteStore, ...]:
        text = GOOD.replace("[contact]", f"[store]\n{lines}\n[contact]")
        return make_replicas(read_config(write(tmp_path, text)).store)

    queries = f'query = ["{first}", "{second}"]'
    each = (RemoteStore(first, first), RemoteStore(second, second))
    assert read(queries) == each
    assert read(f'{queries}\nupdate = ["{first}", "{second}"]') == each
    assert read(f'{queries}\nupdate = "{both}"') == (
        RemoteStore(first, both),
        RemoteStore(second, both),
    )
    assert read(f'{queries}\ngraph_store = ["{second}", "{first}"]') == (
        RemoteStore(first, first, second),
        RemoteStore(second, second, first),
    )
    alone = GOOD.replace('graphs = ["source"]', f'store = ["{first}", "{second}"]')
    assert make_replicas(read_config(write(tmp_path, alone)).store) == each


def test_a_store_is_named_by_its_address_alone_or_with_more(tmp_path: Path) -> None:
    assert make_replicas(read_config(write(tmp_path, GOOD)).store) == ()
    address = "http://127.0.0.1:7878/query"
    alone = GOOD.replace('graphs = ["source"]', f'store = "{address}"')
    store = make_replicas(read_config(write(tmp_path, alone)).store)
    assert store == (RemoteStore(query=address, update=address),)
    table = f'[store]\nquery = "{address}"\ngraph_store = "http://127.0.0.1:7878/store"\n'
    more = GOOD.replace("[contact]", f'{table}engine = "oxigraph"\n[contact]')
    store = make_replicas(read_config(write(tmp_path, more)).store)
    assert store == (RemoteStore(address, address, "http://127.0.0.1:7878/store", "oxigraph"),)


def test_every_engine_of_the_settings_has_a_dialect() -> None:
    assert set(get_args(Engine)) == set(DIALECTS)


def test_every_setting_is_explained() -> None:
    table = render_settings_table()
    assert list(list_settings(Config))
    for key, field in list_settings(Config):
        assert f"`{key}`" in table
        assert describe_setting(field)
    assert "`limits.query_seconds` | `10`" in table


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('name = { en = "Town" }\nlang', 'name = { en = "To\\u000Bwn" }\nlang', "“name.en”"),
        ('name = "Town hall"', 'name = "Town\\u0001"', "“contact.name”"),
        ('languages = ["en"]', 'languages = ["en"]\nlicence_name = { en = "a\\bb" }', "U+0008"),
        ("[contact]", '[look]\nmap_credit = "\uffff"\n[contact]', "U+FFFF"),
    ],
)
def test_a_character_that_xml_excludes_is_reported_with_its_line(
    tmp_path: Path, before: str, after: str, words: str
) -> None:
    assert before in GOOD
    text = GOOD.replace(before, after, 1)
    with pytest.raises(BadSetting) as caught:
        read_config(write(tmp_path, text))
    written = next(part for part in ("\\u000B", "\\u0001", "\\b", "\uffff") if part in text)
    line = text.count("\n", 0, text.index(written)) + 1
    assert words in str(caught.value)
    assert f"line {line} holds the character U+" in str(caught.value)
    assert read_frozen_config(tmp_path).base == "https://data.town.example/"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('"https://data.town.example/"', '"data.town.example/"', "commence par https://"),
        ('graphs = ["source"]', 'graphs = ["Source Data"]', "Source Data"),
        ('graphs = ["source"]', 'store = ["http://s.example/", "http://s.example/"]', "deux fois"),
    ],
)
def test_why_a_value_is_invalid_is_in_french_too(
    tmp_path: Path, before: str, after: str, words: str
) -> None:
    assert before in GOOD
    with pytest.raises(BadSetting) as caught:
        read_config(write(tmp_path, GOOD.replace(before, after)))
    reason = caught.value.message("fr").partition("ne peut pas servir")[2]
    assert words in reason
    assert reason != str(caught.value).partition("cannot be used")[2]
