"""Brings a removed record back from the list of what is gone."""

from ctpat_desktop.reading.naming import table_name
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.history.versions import Removed, restore_record
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace


def bring_back(workspace: Workspace, gone: Removed) -> Changes:
    """Make a removed record again, with what went along; Problem where it was made anew since.

    What is there of which there is only one has the id of the one before, and its words stay.
    """
    with workspace.read() as session:
        is_there = session.get(RECORDS[gone.table], gone.record_id) is not None
    if is_there:
        name = table_name(gone.table)
        raise Problem(
            tr("The {name} was not brought back: there is another one in its place.").format(
                name=name
            ),
            tr("Nothing was changed."),
        )
    return restore_record(workspace, gone.table, gone.record_id, gone.number)
