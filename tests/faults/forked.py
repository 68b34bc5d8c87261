"""Runs jobs in forked processes: each begins warm, and none shares an open database.

The process that forks never opens a database itself, so that every child draws random numbers of
its own, as a program started anew would.
"""

import gc
import multiprocessing
import os
import pickle
import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def warm() -> None:
    """Import all that sessions use, and read the catalogue, before the first fork."""
    import alembic.command
    import filelock
    import pyhanko.sign.validation
    import reportlab.platypus
    from sqlalchemy.orm import configure_mappers

    import ctpat_desktop.cli
    import ctpat_desktop.services.files.upkeep
    import ctpat_desktop.services.files.workspaces
    import ctpat_desktop.services.packets.certificate_signature
    import ctpat_desktop.services.packets.issuing
    import ctpat_desktop.services.profile.exports
    from ctpat_desktop.catalogue import load_edition
    from ctpat_desktop.workspace import key_storage, schema

    assert all((alembic.command, filelock, ctpat_desktop.cli))
    assert all((pyhanko.sign.validation, reportlab.platypus))
    load_edition()
    key_storage.is_here()
    configure_mappers()
    tables = asked(schema._made)
    schema._made = lambda: tables  # made once, in a process that ends, and not in each of thousands
    gc.freeze()


def start(job: Callable[[int], None]) -> tuple[int, int]:
    """Fork a child that runs `job` with the writing end of a pipe; return its id and the other."""
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reader)
        code = 1
        try:
            job(writer)
            code = 0
        finally:
            os._exit(code)
    os.close(writer)
    return process, reader


def asked(job: Callable[[], Made]) -> Made:
    """Return what `job` returns in a process of its own; AssertionError with its trace."""

    def answer(writer: int) -> None:
        try:
            said: tuple[bool, Any] = (True, job())
        except BaseException:  # noqa: BLE001 - handed to the parent, which raises it
            said = (False, traceback.format_exc())
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(said, pipe)

    process, reader = start(answer)
    with os.fdopen(reader, "rb") as pipe:
        data = pipe.read()
    os.waitpid(process, 0)
    is_good, said = pickle.loads(data) if data else (False, "It died without a word.")
    assert is_good, said
    return said


def spread(job: Callable[[Given], Made], items: Iterable[Given], jobs: int) -> Iterator[Made]:
    """Run a job for each of the given, in as many processes; results come as they are ready."""
    if jobs == 1:
        yield from map(job, items)
        return
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        yield from pool.imap_unordered(job, items)
