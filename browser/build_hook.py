"""Puts the query page's script into the wheel: the build backend calls this before it packs."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from types import ModuleType

# Says “later” where something else builds the script, as the Makefile does.
SWITCH = "TERRIL_EDITOR"


class QueryPageHook(BuildHookInterface):
    """Builds the script unless it is up to date."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node, where the script has to be built and the machine has none."""
        builder = _builder(self.root)
        needed = self._wanted() and not builder.is_built() and not builder.has_node()
        return [builder.NODE_PACKAGE] if needed else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the script; without it the package is complete but for the editor."""
        builder = _builder(self.root)
        if not self._wanted() or builder.is_built():
            return
        try:
            builder.build()
        except builder.NotBuilt as error:
            self.app.display_warning(builder.FAILED.format(reason=error))

    def _wanted(self) -> bool:
        return os.environ.get(SWITCH) != "later"


def _builder(root: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location("build", Path(root) / "browser" / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
