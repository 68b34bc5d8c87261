"""The window: the only room with Qt. A widget draws and listens; it decides nothing."""

import builtins
import gc

import PySide6.QtCore  # noqa: F401 - it puts its own import in place, see below

gc.disable()  # `session.gc_timer` looks for dead circles in its place, not before all stands

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
"""The import from before again. PySide puts one in its place that reads the source of every module
imported later, to learn whether it switches on Qt's other spelling of names; none of ours does."""
