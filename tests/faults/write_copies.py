"""What brings copies of a file together, for the writes that are made to fail."""

import shutil
from contextlib import closing
from datetime import date

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.merging import kits, other_file
from ctpat_desktop.services.profile import answers

TODAY = date(2026, 11, 21)


def go_apart(root, file, words):
    """Put a copy beside the file in which somebody answered and added a document meanwhile."""
    other = root / "old" / "other.ctpat"
    shutil.copy(file, other)
    with closing(workspaces.open_file(other, words)) as workspace:
        account = companies.choose(workspace)
        for criterion in ("1.1", "2.1"):
            answers.save(workspace, account, criterion, narrative="They do. " * 90)
        company = companies.overview(workspace)[0].company_id
        library.add_bytes(workspace, company, "theirs.txt", b"Their log.\n" * 3000)


def merge(desk):
    """Take the copy in; what both say differently stays open."""
    with workspaces.beside(desk.workspace, desk.root / "old" / "other.ctpat", desk.words) as other:
        return other_file.take(desk.workspace, other, {}, TODAY)


def hand_out(desk):
    """Write a field kit of the first section."""
    scope = Scope.of(desk.workspace, desk.account, TODAY)
    contents = kits.Contents(desk.account, frozenset({"1"}))
    recipient = kits.Recipient("Okoro", None, desk.words)
    return kits.hand_out(scope, contents, recipient, desk.out / "new.ctpat")
