"""Prints pages under a company's name: the one way a tree of blocks becomes a stamped PDF."""

from datetime import date

from ctpat_desktop import __version__
from ctpat_desktop.documents.core.blocks import Tree
from ctpat_desktop.documents.core.pdf import render
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.reading.dossier import Dossier
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts.companies import dossier
from ctpat_desktop.support.dates import paper_text


def company_pdf(scope: Scope, tree: Tree, title: str) -> bytes:
    """Return a tree as PDF, stamped with what the account says and titled with its company."""
    return dossier_pdf(dossier(scope.workspace, scope.account_id), tree, title, scope.today)


def dossier_pdf(read: Dossier, tree: Tree, title: str, today: date) -> bytes:
    """Return a tree as PDF as `company_pdf` does, where the account is read already."""
    return render(tree, stamp_of(read, today), titled(read.company.name, title))


def titled(company: str, title: str) -> str:
    """Return the title of a document of a company."""
    return f"{company} - {title}"


def stamp_of(read: Dossier, today: date) -> Stamp:
    """Return where pages printed today come from."""
    return Stamp(__version__, read.edition.short_name, read.fingerprint(), today)


def stamp_of_none(edition: str, today: date) -> Stamp:
    """Return the same for pages that no account has a part in."""
    return Stamp(__version__, edition, "", today)


def note_of(company: str, today: date) -> str:
    """Return the line under the title of a list: whose it is, and of which day."""
    return f"{company} · {paper_text(today)}"
