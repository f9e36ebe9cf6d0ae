"""Every sentence that people read exists in every language of the interface, and is still used."""

from __future__ import annotations

import inspect
import re
from datetime import date
from pathlib import Path

import pytest
from babel import Locale
from babel.core import get_global
from babel.dates import format_date
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from terril.model import errors, languages
from terril.model.execution.progress import Step
from terril.model.languages import (
    choose_text,
    format_day,
    format_number,
    gettext,
    list_language_codes,
    list_languages,
    list_replaced_codes,
    load_catalogue,
    load_plurals,
    ngettext,
    po_file,
)
from terril.web.http import problems

PACKAGE = Path(languages.__file__).parents[2]
FIELD = re.compile(r"{(\w+)[^}]*}")
KEYWORDS: dict[str, None] = {
    "_": None,
    "comment": None,
    "gettext": None,
    "translate_all": None,
    "_say": None,
    "gettext_noop": None,
}
PLURAL_KEYWORDS = {"ngettext": (1, 2), "ngettext_noop": (1, 2)}
TEMPLATES = "jinja2.ext:babel_extract"
METHODS = [
    ("**.py", "python"),
    ("**.html", TEMPLATES),
    ("**.xml", TEMPLATES),
    ("**.jinja", TEMPLATES),
]


def sentences_of_the_interface() -> set[str]:
    extracted = extract_from_dir(PACKAGE, METHODS, keywords=KEYWORDS)
    found = {message for _, _, message, _, _ in extracted if isinstance(message, str)}
    for _, kind in inspect.getmembers(errors, inspect.isclass):
        if issubclass(kind, errors.TerrilError) and kind.sentence:
            found.add(kind.sentence)
    found |= {step.value for step in Step}
    return found | set(problems.TITLES.values()) | set(problems.DETAILS.values())


@pytest.mark.parametrize("language", list_languages()[1:])
def test_every_sentence_of_the_interface_is_translated(language: str) -> None:
    missing = sentences_of_the_interface() - set(load_catalogue(language))
    assert not missing


@pytest.mark.parametrize("language", list_languages()[1:])
def test_no_translation_is_left_over(language: str) -> None:
    left_over = set(load_catalogue(language)) - sentences_of_the_interface()
    assert not left_over


def plurals_of_the_interface() -> set[tuple[str, ...]]:
    extracted = extract_from_dir(PACKAGE, METHODS, keywords=PLURAL_KEYWORDS)
    return {message for _, _, message, _, _ in extracted if isinstance(message, tuple)}


@pytest.mark.parametrize("language", list_languages()[1:])
def test_every_sentence_with_a_plural_is_translated_in_all_forms(language: str) -> None:
    used = plurals_of_the_interface()
    assert used
    assert set(load_plurals(language)) == used
    for english, forms in load_plurals(language).items():
        assert [FIELD.findall(form) for form in forms] == [FIELD.findall(english[0])] * 2


def test_a_plural_follows_the_language() -> None:
    words = ("{count} statement", "{count} statements")
    assert ngettext(*words, 0, "en") == "0 statements"
    assert ngettext(*words, 1, "en") == "1 statement"
    assert ngettext(*words, 12000, "en") == "12,000 statements"
    assert ngettext(*words, 0, "fr-BE") == "0 énoncé"
    assert ngettext(*words, 1, "fr") == "1 énoncé"
    assert ngettext(*words, 12000, "fr") == "12\N{NARROW NO-BREAK SPACE}000 énoncés"


@pytest.mark.parametrize("language", list_languages()[1:])
def test_a_translation_has_the_fields_of_its_sentence(language: str) -> None:
    assert load_catalogue(language)
    for english, translated in load_catalogue(language).items():
        assert set(FIELD.findall(english)) == set(FIELD.findall(translated)), english


@pytest.mark.parametrize("language", list_languages()[1:])
def test_no_sentence_stands_twice_in_a_catalogue(language: str) -> None:
    path = Path(languages.__file__).parent / f"{language}.po"
    written = re.findall(r"^msgid ", path.read_text(encoding="utf-8"), re.MULTILINE)
    with path.open("rb") as file:
        assert len(written) == len(list(read_po(file)))


@pytest.mark.parametrize("language", list_languages()[1:])
def test_a_catalogue_is_read_as_babel_reads_it(language: str) -> None:
    with (Path(languages.__file__).parent / f"{language}.po").open("rb") as file:
        catalogue = read_po(file)
    expected = {one.id: one.string for one in catalogue if one.id and one.string}
    read: dict[object, object] = dict(load_catalogue(language).items())
    read.update(load_plurals(language))
    assert read
    assert read == expected


def test_texts_of_several_lines_are_joined_and_their_escapes_resolved(tmp_path: Path) -> None:
    path = tmp_path / "xx.po"
    path.write_text(
        'msgid ""\nmsgstr "Language: xx\\n"\n\n# a note\n#: file.py:1\nmsgid ""\n"a “b” "\n'
        '"\\"c\\"\\n"\nmsgstr "x\\t"\n"y\\\\"\n\nmsgid "none"\nmsgstr ""\n#~ msgid "old"\n',
        encoding="utf-8",
    )
    with path.open("rb") as file:
        expected = {one.id: one.string for one in read_po(file) if one.id and one.string}
    assert po_file.read_po(path).sentences == expected == {'a “b” "c"\n': "x\ty\\"}


def test_a_catalogue_with_contexts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "xx.po"
    path.write_text('msgctxt "a"\nmsgid "b"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="msgctxt"):
        po_file.read_po(path)


@pytest.mark.parametrize("language", list_languages())
@pytest.mark.parametrize("number", [0, 7, -1234.5, 1234567, 0.125, 2.5])
def test_a_number_is_written_as_the_common_locale_data_repository_has_it(
    language: str, number: float
) -> None:
    assert format_number(number, language) == format_decimal(number, locale=language)


def test_the_codes_of_languages_are_those_of_the_common_locale_data_repository() -> None:
    known = {one for one in Locale("en").languages if "_" not in str(one)}
    assert list_language_codes() == known
    replaced = get_global("language_aliases").items()
    plain = {old: new for old, new in replaced if "_" not in f"{old}{new}"}
    assert list_replaced_codes() == plain


@pytest.mark.parametrize("language", list_languages())
def test_a_day_is_written_as_the_common_locale_data_repository_has_it(language: str) -> None:
    for day in (date(2026, month, 2 * month) for month in range(1, 13)):
        assert format_day(day, language) == format_date(day, "long", locale=language)


def test_an_unknown_language_gets_the_english_sentence() -> None:
    assert gettext("Query", "tlh") == "Query"


def test_a_text_is_picked_by_preference_and_then_by_what_there_is() -> None:
    texts = {"fr-BE": "bonjour", "en": "hello", "": "x"}
    assert choose_text(texts, ("fr", "en")) == ("bonjour", "fr-BE")
    assert choose_text(texts, ("de", "en")) == ("hello", "en")
    assert choose_text(texts, ("de",)) == ("x", "")
    assert choose_text({}, ("de",)) is None
