"""A new town's first files are correct, whatever its name and its languages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, parse

import terril.cli.new_town
from terril.cli.new_town.scaffold import FILES, write_new_town
from terril.cli.new_town.slugs import make_slug
from terril.model.languages import load_catalogue
from terril.town.config import Config, parse_config
from terril.town.config_file import list_settings, read_config
from terril.town.town import open_town

BASE = "https://data.springfield.example/"
THING = re.compile(
    rf"<{re.escape(BASE)}id/(organization|place|question|scheme|theme)/[a-z0-9]+(-[a-z0-9]+)*>"
)
TEMPLATES = Path(terril.cli.new_town.__file__).parent / "templates"
AWKWARD = [
    'Saint-"Œuf"',
    "C:\\Ville\\",
    "Two\nlines\r\n\tand a tab",
    '"""',
    "L’Haÿ-les-Roses",
    "東京都",
    "Αθήνα",
    "# no comment",
    "{{ name }} {name} %s",
    "'; DROP",
    "\x1b[31mred\x00",
]


def statements(folder: Path) -> list[Quad]:
    return [quad for path in sorted(folder.rglob("*.ttl")) for quad in parse(path=str(path))]


def keys() -> set[str]:
    return {key.rpartition(".")[2] for key, _ in list_settings(Config)}


def test_a_new_town_has_settings_data_and_instructions(tmp_path: Path) -> None:
    written = write_new_town(tmp_path / "town", "Springfield", BASE, ["en"])

    assert [path.relative_to(tmp_path / "town").as_posix() for path in written] == list(FILES)
    config = read_config(tmp_path / "town")
    assert (config.base, config.name, config.languages) == (BASE, {"en": "Springfield"}, ("en",))
    assert (tmp_path / "town" / ".gitignore").read_text() == "/releases/\n"
    assert "terril publish" in (tmp_path / "town" / "README.md").read_text()


@pytest.mark.parametrize("languages", [["fr"], ["en"], ["fr", "en"], ["de", "fr"], ["br", "en"]])
def test_a_new_town_breaks_no_shape(tmp_path: Path, languages: list[str]) -> None:
    write_new_town(tmp_path / "town", "Saint-Ville", BASE, languages)
    assert open_town(tmp_path / "town").check().findings == ()


def test_a_new_french_town_breaks_no_shape_of_france(tmp_path: Path) -> None:
    write_new_town(tmp_path / "town", "Saint-Ville", BASE, ["fr"])
    settings_file = tmp_path / "town" / "town.toml"
    settings_file.write_text(settings_file.read_text().replace("# country", "country"))
    assert open_town(tmp_path / "town").check().findings == ()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_setting_is_there_and_explained(tmp_path: Path, language: str) -> None:
    write_new_town(tmp_path / "town", "Springfield", BASE, [language])
    written = (tmp_path / "town" / "town.toml").read_text()
    assert keys()
    for key in keys():
        assert re.search(rf"^(# )?{key} = |^\[(\w+\.)?{key}\]$", written, re.MULTILINE), key


def test_settings_that_are_only_shown_have_the_value_that_holds_anyway(tmp_path: Path) -> None:
    write_new_town(tmp_path / "town", "Springfield", BASE, ["en"])
    before = read_config(tmp_path / "town")
    path = tmp_path / "town" / "town.toml"
    shown = re.sub(r"^# (\w+ = )", r"\1", path.read_text(), flags=re.MULTILINE)

    after = parse_config(tomllib.loads(shown))

    changed = {"country": "fr", "contact": after.contact, "store": after.store}
    assert after == msgspec.structs.replace(before, **changed)
    assert after.contact.email == "data@town.example"


def test_remarks_are_in_the_town_s_first_language(tmp_path: Path) -> None:
    write_new_town(tmp_path / "a", "Saint-Ville", BASE, ["fr-BE", "nl"])
    write_new_town(tmp_path / "b", "Sankt Stadt", BASE, ["de", "fr"])
    assert (tmp_path / "a" / "town.toml").read_text().startswith("# Les réglages")
    assert (tmp_path / "b" / "town.toml").read_text().startswith("# The settings")


def test_every_remark_is_translated_to_french() -> None:
    sentences = [
        sentence
        for template in TEMPLATES.rglob("*.jinja")
        for sentence in re.findall(r'(?:comment|gettext)\("([^"]+)"\)', template.read_text())
    ]
    assert len(sentences) > 20
    assert [sentence for sentence in sentences if sentence not in load_catalogue("fr")] == []


def test_every_template_is_written(tmp_path: Path) -> None:
    written = write_new_town(tmp_path / "town", "Springfield", BASE, ["en"])
    assert len(written) == len(list(TEMPLATES.rglob("*.jinja")))


def test_the_licence_is_an_open_one_of_the_country_s_language(tmp_path: Path) -> None:
    write_new_town(tmp_path / "a", "Saint-Ville", BASE, ["fr"])
    write_new_town(tmp_path / "b", "Springfield", BASE, ["en"])
    assert "Licence-Ouverte" in str(read_config(tmp_path / "a").licence)
    assert "creativecommons.org/licenses/by/4.0" in str(read_config(tmp_path / "b").licence)


@pytest.mark.parametrize("name", AWKWARD)
def test_an_awkward_name_is_kept_in_files_that_can_be_read(tmp_path: Path, name: str) -> None:
    check_name(tmp_path / "town", name)


@settings(deadline=None, max_examples=30)
@given(st.text(min_size=1, max_size=30).filter(lambda name: name.strip().isprintable()))
def test_any_name_is_kept_in_files_that_can_be_read(name: str) -> None:
    with TemporaryDirectory() as folder:
        if name.strip():
            check_name(Path(folder) / "town", name)


def check_name(folder: Path, name: str) -> None:
    write_new_town(folder, name, BASE, ["fr", "en", "br"])
    kept = read_config(folder).name["fr"]
    found = statements(folder)
    labels = {quad.object.value for quad in found if isinstance(quad.object, Literal)}

    assert kept.split() == [re.sub(r"[\x00-\x1f]", "", word) for word in name.split()]
    assert {kept, f"{kept} (commune)"} <= labels
    assert all(THING.fullmatch(str(quad.subject)) for quad in found)
    assert not any(isinstance(quad.object, BlankNode) for quad in found)


def test_a_text_that_nobody_translated_says_so(tmp_path: Path) -> None:
    write_new_town(tmp_path / "town", "Kêr", BASE, ["br", "de"])
    themes = (tmp_path / "town" / "data" / "source" / "themes.ttl").read_text()
    assert '"Energy"@br , # to be translated\n    "Energie"@de ;\n' in themes


def test_the_publisher_is_an_organization_of_the_data(tmp_path: Path) -> None:
    write_new_town(tmp_path / "town", "Springfield", BASE, ["en"])
    iri = NamedNode(str(read_config(tmp_path / "town").publisher.iri))
    assert iri in {quad.subject for quad in statements(tmp_path / "town")}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Loos-en-Gohelle", "loos-en-gohelle"),
        ("L’Île-d'Yeu", "l-ile-d-yeu"),
        ("Œuf & Cie", "oeuf-cie"),
        ("Łódź", "lodz"),
        ("Straße 12", "strasse-12"),
        ("  --  ", "town"),
        ("東京", "town"),
        ("İzmir", "izmir"),
    ],
)
def test_slugs_are_small_ascii_words(name: str, slug: str) -> None:
    assert make_slug(name, default="town") == slug
