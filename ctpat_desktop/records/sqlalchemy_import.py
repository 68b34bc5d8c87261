"""Imports SQLAlchemy without what it needs for servers and plug-ins only; this program uses none.

Importing asyncio and the list of installed packages takes it as long as reading a profile takes us.
"""

import importlib
import inspect
import sys
from types import ModuleType
from typing import Any

SPARED = ("asyncio", "importlib.metadata")
"""Modules that SQLAlchemy imports, and first uses in a call nobody here makes."""


class StandIn(ModuleType):
    """Stands for a module in those that imported it; the module itself is imported when used."""

    iscoroutine = staticmethod(inspect.iscoroutine)
    """The one name that SQLAlchemy takes from asyncio while it is imported."""

    def __getattr__(self, name: str) -> Any:
        """Return what the module itself has of this name; what only looks at modules gets none."""
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def _import() -> None:
    """Import it, and leave everybody else the modules it was spared."""
    spared = {name: StandIn(name) for name in SPARED if name not in sys.modules}
    sys.modules.update(spared)
    try:
        for name in ("sqlalchemy", "sqlalchemy.orm", "sqlalchemy.dialects.sqlite"):
            importlib.import_module(name)
    finally:
        for name, module in spared.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


_import()
