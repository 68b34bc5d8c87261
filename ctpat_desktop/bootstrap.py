"""Wires everything: starts the window, and runs the whole main job for the demo."""

import os
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ctpat_desktop.support.errors import Problem

if TYPE_CHECKING:
    from ctpat_desktop.services.headless import Target

SAMPLE_DAY = date(2026, 11, 21)
"""The day the sample's gaps are planted for; the demo looks at it from here."""

SAMPLE_PASSPHRASE = "invented sample only"  # noqa: S105 - printed by the demo itself
"""Opens the demo's encrypted copy; it protects nothing but invented data."""


def window(arguments: list[str]) -> int:
    """Open the window, on a file if one is named; return the exit code."""
    from ctpat_desktop.ui.app import run

    return run(Path(arguments[0]) if arguments else None)


def demo(folder: Path, *, pictures: bool, wide: bool) -> None:
    """Do the main job on the sample headless and say where the results are."""
    from ctpat_desktop.services import headless
    from ctpat_desktop.services.samples import demo_folder, sample_file

    os.environ.setdefault("CTPAT_DESKTOP_USER", "Amina Farouk")  # not the person's own login name
    folder = folder.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(f"{folder} cannot be made: {error.strerror}.") from error
    demo_folder.clear(folder)
    before = demo_folder.files(folder)
    file = folder / "sample-importer.ctpat"
    sample_file.create(file, "importer").close()
    target = headless.Target(file)
    print(f"Sample company    {file}")
    _show_findings(headless.check(target, SAMPLE_DAY))
    package = headless.portal(target, folder / "portal", SAMPLE_DAY)
    print(f"Portal package    {package.folder} ({package.blocks} answers, {package.files} files)")
    print(f"                  {package.archive}")
    for suffix in ("pdf", "docx", "xlsx"):
        made = headless.report(target, folder / f"profile-report.{suffix}", SAMPLE_DAY)
        print(f"Profile report    {made.path} ({made.checked})")
    _show_packet(target, folder)
    _show_registers(target, folder)
    sealed = _show_safety(file, folder)
    if pictures:
        _pictures(sealed, folder / "pictures", wide)
    demo_folder.mark(folder, before)


def _show_packet(target: "Target", folder: Path) -> None:
    """Issue this year's packet, sign it with drawn ink, and match the scan with it."""
    from ctpat_desktop.services import headless_packets
    from ctpat_desktop.services.samples import packets

    packet = headless_packets.mou(target, folder / "mou-packet.pdf", None, SAMPLE_DAY)
    made = packet.result
    print(f"MOU packet        {made.path} (code {packet.code}, {made.checked})")
    scan = folder / "mou-packet-signed-scan.pdf"
    packets.write_scan(target, scan)
    found = headless_packets.match(target, [scan], packet.code, None).found
    print(f"Signed scan       {scan} ({len(found.matched)} of {found.pages} pages matched)")
    for path in headless_packets.trade_pages(target, folder, SAMPLE_DAY):
        print(f"Trade Compliance  {path}")


def _show_findings(found: dict[str, list[dict[str, str]]]) -> None:
    print(f"Findings          {len(found['findings'])}")
    for row in found["findings"]:
        print(f"  {row['severity']:8} {row['reason']}")


def _show_registers(target: "Target", folder: Path) -> None:
    """Write a register as a sheet, take it in again, search, and ask two partners."""
    from ctpat_desktop.services import headless_registers, partner_mail
    from ctpat_desktop.services.questionnaires.sending import Wish

    sheet = folder / "partners.xlsx"
    made = headless_registers.export_sheet(target, "partners", sheet)
    print(f"Partner list      {made.path} ({made.checked})")
    told = headless_registers.import_sheet(target, "partners", sheet, dry_run=True)
    print(f"                  imported again: {told.unchanged} of {told.rows} rows unchanged")
    found = headless_registers.search(target, "gaurd fence")
    print(f"Search            “gaurd fence”: {len(found.rows)} places")
    asked = partner_mail.Addressees(("Compañía Ñandú S.A.", "Société Générale d'Épices"))
    for row in partner_mail.send_out(target, asked, folder / "questionnaires", Wish(), SAMPLE_DAY):
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
    from ctpat_desktop.ui.screenshots import render_all

    sizes = ((1280, 800), (1920, 1080)) if wide else ((1280, 800),)
    with TemporaryDirectory() as home:  # the demo leaves nothing in the person's own folder
        os.environ["CTPAT_DESKTOP_HOME"] = home
        made = render_all(file, folder, sizes, ("light", "dark"), SAMPLE_DAY, SAMPLE_PASSPHRASE)
    print(f"Pictures          {folder} ({len(made)} screens)")
