"""The first files of a town, from templates: correct data that can be published at once."""

from __future__ import annotations

import re
import textwrap
from functools import partial
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from terril.cli.new_town.beginnings import Beginning, begin
from terril.cli.new_town.slugs import slug_of
from terril.cli.new_town.words import quoted, words
from terril.model.errors import FolderInUse, FolderUnwritable
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
    """The files that were written, in a folder that was not there or was empty.

    Args:
        folder: the town's; made if need be.
        name: of the town; line breaks become spaces.
        base: absolute http(s) IRI; the slash at the end may be missing.
        languages: of the data, preferred first.

    Raises:
        NewTownError: the folder, or something that was said about the town, cannot be used.
    """
    beginning = begin(name, base, languages)
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise FolderInUse(folder)
    try:
        return [_write(folder / file, _render(file, beginning)) for file in FILES]
    except OSError as error:
        raise FolderUnwritable(folder, error.strerror or str(error)) from error


def _write(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def _render(file: str, town: Beginning) -> str:
    templates = Environment(
        loader=PackageLoader("terril.cli.new_town"),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  # none of the files is HTML
    )
    templates.filters["quoted"] = quoted
    return templates.get_template(f"{file.removeprefix('.')}.jinja").render(
        town=town,
        hall=f"{town.slug}-{_first_slug('town_hall', town)}",
        theme=_first_slug("theme", town),
        prefixes=PREFIXES,
        words=partial(words, town=town),
        texts=partial(_texts, town=town),
        say=partial(_say, town=town),
        comment=partial(_comment, town=town),
    )


def _first_slug(key: str, town: Beginning) -> str:
    return slug_of(words(key, town)[0].text, instead=key.replace("_", "-"))


def _say(sentence: str, town: Beginning) -> str:
    return gettext(sentence, town.comments)


def _comment(sentence: str, town: Beginning) -> str:
    # No line begins with a colon, as it might where French has a space before it.
    told = FRENCH_SPACE.sub("\N{NO-BREAK SPACE}", _say(sentence, town))
    lines = textwrap.wrap(told, COMMENT_WIDTH, break_on_hyphens=False)
    return "\n".join(f"# {line}" for line in lines)


def _texts(key: str, end: str, town: Beginning) -> str:
    """Literals of Turtle, one a line, the last followed by ``end``."""
    texts = words(key, town)
    ends = [","] * (len(texts) - 1) + [end]
    wanted = _say("to be translated", town)
    remark = f" # {wanted}"
    lines = [
        f"{quoted(one.text)}@{one.language} {after}{'' if one.translated else remark}"
        for one, after in zip(texts, ends, strict=True)
    ]
    return INDENT.join(lines)
