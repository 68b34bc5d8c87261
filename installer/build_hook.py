"""Compiles the translations when the program is installed from its sources."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))

from translations import compile_all


class TranslationsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before anything is put into a wheel, or linked to."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatch
        """Write what the program reads."""
        compile_all()
