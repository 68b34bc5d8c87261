"""The window: the only room with Qt. A widget draws and listens; it decides nothing."""

import builtins

import PySide6.QtCore  # noqa: F401 - it puts its own import in place, see below

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
"""The import from before again. PySide puts one in its place that reads the source of every module
imported later, to learn whether it switches on Qt's other spelling of names; none of ours does."""
