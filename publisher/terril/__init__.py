"""Terril: check a town's data, freeze it into releases, and serve them as linked data.

The names in ``__all__`` are the Python API; ``docs/python.md`` explains it on one page. Each is
imported on first use, so that ``import terril`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from terril.model import __version__

if TYPE_CHECKING:
    from terril.model.errors import TerrilError
    from terril.model.findings import Finding
    from terril.release.release import Release
    from terril.town.check_report import CheckReport
    from terril.town.results import QueryResult
    from terril.town.served_release import ServedRelease
    from terril.town.town import Town, open_town
    from terril.web.app import create_app

__all__ = [
    "CheckReport",
    "Finding",
    "QueryResult",
    "Release",
    "ServedRelease",
    "TerrilError",
    "Town",
    "__version__",
    "create_app",
    "open_town",
]

_MODULES = {
    "CheckReport": "terril.town.check_report",
    "Finding": "terril.model.findings",
    "QueryResult": "terril.town.results",
    "Release": "terril.release.release",
    "ServedRelease": "terril.town.served_release",
    "TerrilError": "terril.model.errors",
    "Town": "terril.town.town",
    "create_app": "terril.web.app",
    "open_town": "terril.town.town",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return __all__
