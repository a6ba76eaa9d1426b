"""A step of the wheel's build: a wheel is never made without the browser's map."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))

import build as web


class Map(BuildHookInterface):
    """Builds the bundle if it is not there; a development install leaves that to make."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return what the build needs: the package that carries Node, where none is installed."""
        return [] if self._there() or web.installed() else [web.CARRIER]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build before the files are gathered."""
        if version != "editable" and not self._there():
            web.build()

    @staticmethod
    def _there() -> bool:
        """Tell whether the bundle is there; from a source archive it is not made again."""
        return web.fresh() or (web.MARK.is_file() and not (web.ROOT / ".git").exists())
