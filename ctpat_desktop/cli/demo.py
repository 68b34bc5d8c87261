"""The verb that does the whole main job on the sample."""

import argparse
import os
from datetime import date
from pathlib import Path
from typing import Any

from ctpat_desktop.cli.open import Target, opened
from ctpat_desktop.cli.packet_match import match
from ctpat_desktop.cli.packets import mou
from ctpat_desktop.cli.profile import check
from ctpat_desktop.cli.questionnaires import send_out
from ctpat_desktop.cli.registers import search
from ctpat_desktop.cli.speaking import DONE, add_verb
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Silent

SAMPLE_DAY = date(2026, 11, 21)
"""The day the sample's gaps are planted for; the demo looks at it from here."""

SAMPLE_PASSPHRASE = "invented sample only"  # noqa: S105 - printed by the demo itself
"""Opens the demo's encrypted copy; it protects nothing but invented data."""


def add_demo(verbs: Any) -> None:
    """Add `demo`."""
    verb = add_verb(
        verbs, "demo", tr("Do the whole main job on the sample."), _run_demo, file=False
    )
    verb.add_argument("--to", type=Path, required=True, metavar="DIR")
    verb.add_argument("--no-pictures", action="store_true", help=tr("leave the pictures out"))
    verb.add_argument("--wide", action="store_true", help=tr("pictures at 1920x1080 too"))


def _run_demo(args: argparse.Namespace) -> int:
    demo(args.to, pictures=not args.no_pictures, wide=args.wide)
    return DONE


def demo(folder: Path, *, pictures: bool, wide: bool) -> None:
    """Do the main job on the sample headless and say where the results are."""
    from ctpat_desktop.services.samples import demo_folder, sample_file

    os.environ.setdefault("CTPAT_DESKTOP_USER", "Amina Farouk")  # not the person's own login name
    folder = folder.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(
            tr("{folder} cannot be made: {strerror}.").format(
                folder=folder, strerror=error.strerror
            )
        ) from error
    demo_folder.clear(folder)
    before = demo_folder.files(folder)
    file = folder / "sample-importer.ctpat"
    sample_file.create(file, "importer").close()
    sample = Target(file, today=SAMPLE_DAY)
    print(f"Sample company    {file}")
    _show_findings(check(sample))
    _show_exports(sample, folder)
    _show_packet(sample, folder)
    _show_registers(sample, folder)
    sealed = _show_safety(file, folder)
    if pictures:
        _pictures(sealed, folder / "pictures", wide)
    demo_folder.mark(folder, before)


def _show_exports(sample: Target, folder: Path) -> None:
    """Write the portal package and the profile report in all its formats."""
    from ctpat_desktop.services.portal import papers
    from ctpat_desktop.services.profile import exports

    with opened(sample) as scope:
        package = exports.portal(
            scope,
            folder / "portal",
            Silent(),
            exports.PackageOptions(papers.every(scope, Silent())),
        )
        count = f"{package.blocks} answers, {package.files} files"
        print(f"Portal package    {package.folder} ({count})")
        print(f"                  {package.archive}")
        for suffix in ("pdf", "docx", "xlsx"):
            path = folder / f"profile-report.{suffix}"
            made = exports.report(scope, path, Silent())
            print(f"Profile report    {made.path} ({made.checked})")


def _show_packet(sample: Target, folder: Path) -> None:
    """Issue this year's packet, sign it with drawn ink, and match the scan with it."""
    from ctpat_desktop.services.samples import packets

    packet = mou(sample, folder / "mou-packet.pdf", None)
    made = packet.result
    print(f"MOU packet        {made.path} (code {packet.code}, {made.checked})")
    scan = folder / "mou-packet-signed-scan.pdf"
    with opened(sample) as scope:
        packets.write_scan(scope, scan)
    found = match(sample, [scan], packet.code, None).match
    print(f"Signed scan       {scan} ({len(found.matched)} of {found.pages} pages matched)")
    for path in _trade_pages(sample, folder):
        print(f"Trade Compliance  {path}")


def _trade_pages(sample: Target, folder: Path) -> list[Path]:
    """Write eligibility, the officer's brief, import data and the letter; return the files."""
    from ctpat_desktop.exchange.files import write_pdf
    from ctpat_desktop.services.packets import briefing
    from ctpat_desktop.services.trade import printing
    from ctpat_desktop.services.trade.import_data import printed
    from ctpat_desktop.services.trade.letter import draft

    with opened(sample) as scope:
        made = {
            "eligibility.pdf": printing.pdf(scope, "eligibility"),
            "officer-brief.pdf": briefing.brief_pdf(scope),
            "import-data.pdf": printed.pdf(scope, scope.today.year),
        }
        written = [write_pdf(pdf, folder / name).path for name, pdf in made.items()]
        letter_id = draft.newest(scope)
        if letter_id:
            path = folder / "annual-letter.docx"
            written.append(draft.write(scope, letter_id, path).path)
    return written


def _show_findings(report: dict[str, list[dict[str, str]]]) -> None:
    print(f"Findings          {len(report['findings'])}")
    for row in report["findings"]:
        print(f"  {row['severity']:8} {row['reason']}")


def _show_registers(sample: Target, folder: Path) -> None:
    """Write a register as a sheet, take it in again, search, and ask two partners."""
    from ctpat_desktop.cli import import_lists
    from ctpat_desktop.services.questionnaires.sending import SendingOptions
    from ctpat_desktop.services.registers import list_export

    sheet = folder / "partners.xlsx"
    with opened(sample) as scope:
        partners = list_export.Selection("partner")
        made = list_export.export(scope, partners, sheet)
    print(f"Partner list      {made.path} ({made.checked})")
    form = import_lists.form_named("partners")
    told = import_lists.import_sheet(sample, form, sheet, dry_run=True)
    print(f"                  imported again: {told.unchanged} of {told.rows} rows unchanged")
    found = search(sample, "gaurd fence")
    print(f"Search            “gaurd fence”: {len(found.hits)} places")
    asked = ("Compañía Ñandú S.A.", "Société Générale d'Épices")
    for row in send_out(sample, asked, folder / "questionnaires", SendingOptions()):
        print(f"Questionnaire     {row['file']}")


def _show_safety(file: Path, folder: Path) -> Path:
    """Encrypt a copy of the sample, back it up, and check both through."""
    from ctpat_desktop.services.files import upkeep, workspaces

    sealed, backup = folder / "sample-encrypted.ctpat", folder / "backup.ctpat"
    upkeep.backup_file(file, sealed)
    workspace = workspaces.open_file(sealed)
    workspaces.change_passphrase(workspace, SAMPLE_PASSPHRASE)
    workspace.close()
    upkeep.backup_file(sealed, backup, SAMPLE_PASSPHRASE)
    for path in (sealed, backup):
        found = upkeep.check_file(path, SAMPLE_PASSPHRASE)
        state = f"{len(found)} problems" if found else "in order"
        print(f"Encrypted copy    {path} (passphrase “{SAMPLE_PASSPHRASE}”; {state})")
    return sealed


def _pictures(file: Path, folder: Path, wide: bool) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tempfile import TemporaryDirectory

    from ctpat_desktop.ui.screenshots import render_all

    sizes = ((1280, 800), (1920, 1080)) if wide else ((1280, 800),)
    with TemporaryDirectory() as home:  # the demo leaves nothing in the person's own folder
        os.environ["CTPAT_DESKTOP_HOME"] = home
        made = render_all(file, folder, sizes, ("light", "dark"), SAMPLE_DAY, SAMPLE_PASSPHRASE)
    print(f"Pictures          {folder} ({len(made)} screens)")
