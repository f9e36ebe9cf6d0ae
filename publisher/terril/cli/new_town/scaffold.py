"""Write the first files of a town from templates: valid data that can be published at once."""

from __future__ import annotations

import re
import textwrap
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from terril.cli.new_town.example_texts import get_example_texts, quote
from terril.cli.new_town.founding_values import FoundingValues, parse_founding_values
from terril.cli.new_town.slugs import make_slug
from terril.model.errors import FolderInUse, FolderUnwritable
from terril.model.execution.interruption import defer_interruptions
from terril.model.languages import gettext
from terril.model.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COMMENT_WIDTH = 88
FRENCH_SPACE = re.compile(r" (?=[:;?!»])|(?<=«) ")
INDENT = "\n    "
FILES = (
    "town.toml",
    "README.md",
    ".gitignore",
    "data/source/organizations.ttl",
    "data/source/places.ttl",
    "data/source/themes.ttl",
)


def write_new_town(folder: Path, name: str, base: str, languages: Sequence[str]) -> list[Path]:
    """Write the files into a new or empty folder and return their paths.

    Args:
        folder: the town's; created if missing.
        name: of the town; line breaks become spaces.
        base: absolute http(s) IRI; the final slash may be missing.
        languages: of the data, preferred first.

    Raises:
        NewTownError: the folder or one of the values cannot be used.
    """
    town = parse_founding_values(name, base, languages)
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise FolderInUse(folder)
    contents = {folder / file: _render(file, town) for file in FILES}
    existed = folder.exists()
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    except BaseException as error:
        with defer_interruptions():
            _remove(folder, existed=existed)
        if isinstance(error, OSError):
            raise FolderUnwritable(folder, error.strerror or str(error)) from error
        raise
    return list(contents)


def _remove(folder: Path, *, existed: bool) -> None:
    """Remove the files of a town that was not finished, and the folders that were made for it."""
    for file in FILES:
        with suppress(OSError):
            (folder / file).unlink()
    for made in (folder / "data" / "source", folder / "data", *(() if existed else (folder,))):
        with suppress(OSError):
            made.rmdir()


def _render(file: str, town: FoundingValues) -> str:
    templates = Environment(
        loader=PackageLoader("terril.cli.new_town"),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  # none of the files is HTML
    )
    templates.filters["quoted"] = quote
    return templates.get_template(f"{file.removeprefix('.')}.jinja").render(
        town=town,
        hall=f"{town.slug}-{_make_example_slug('town_hall', town)}",
        theme=_make_example_slug("theme", town),
        prefixes=PREFIXES,
        examples=partial(get_example_texts, town=town),
        literals=partial(_write_literals, town=town),
        gettext=partial(_translate, town=town),
        comment=partial(_write_comment, town=town),
    )


def _make_example_slug(key: str, town: FoundingValues) -> str:
    return make_slug(get_example_texts(key, town)[0].text, default=key.replace("_", "-"))


def _translate(sentence: str, town: FoundingValues) -> str:
    return gettext(sentence, town.comment_language)


def _write_comment(sentence: str, town: FoundingValues) -> str:
    # French has a space before a colon: without a no-break space a line might begin with it.
    text = FRENCH_SPACE.sub("\N{NO-BREAK SPACE}", _translate(sentence, town))
    lines = textwrap.wrap(text, COMMENT_WIDTH, break_on_hyphens=False)
    return "\n".join(f"# {line}" for line in lines)


def _write_literals(key: str, end: str, town: FoundingValues) -> str:
    """Return Turtle literals, one a line, the last followed by ``end``."""
    texts = get_example_texts(key, town)
    ends = [","] * (len(texts) - 1) + [end]
    remark = " # " + gettext("to be translated", town.comment_language)
    lines = [
        f"{quote(one.text)}@{one.language} {after}{'' if one.translated else remark}"
        for one, after in zip(texts, ends, strict=True)
    ]
    return INDENT.join(lines)
