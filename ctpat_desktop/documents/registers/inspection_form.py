"""The inspection sheet on paper: blank to fill in by hand, or filled with what was found."""

from dataclasses import dataclass

from ctpat_desktop.documents.core.blocks import (
    Block,
    Heading,
    Paragraph,
    Picture,
    Ruled,
    Table,
    Tree,
)
from ctpat_desktop.support.language import N_, tr

EMPTY, TICKED = "☐", "☒"

RESULTS = ("ok", "defect", "none")
"""The columns to tick, in the order of the form."""


@dataclass(frozen=True, slots=True)
class PointLine:
    """One point: what to look at, the result ("" where nobody looked), remark and photo."""

    area: str
    look: str
    result: str = ""
    remark: str = ""
    photo: bytes = b""


@dataclass(frozen=True, slots=True)
class InspectionSheet:
    """Everything on one sheet; `facts` are labels with what is known, "" leaves a line."""

    company: str
    title: str
    note: str
    facts: tuple[tuple[str, str], ...]
    points: tuple[PointLine, ...]
    remarks: str = ""
    inspector: str = ""
    supervisor: str = ""
    photos: tuple[tuple[str, bytes], ...] = ()


def inspection_tree(sheet: InspectionSheet) -> Tree:
    """Return the sheet as pages."""
    blocks: list[Block] = [
        Heading(1, f"{tr('Inspection')}: {sheet.title}"),
        Paragraph(f"{sheet.company}\n{sheet.note}"),
        Ruled(sheet.facts),
        _points(sheet.points),
    ]
    if sheet.remarks:
        blocks += [Heading(3, tr("Remarks")), Paragraph(sheet.remarks)]
    blocks.append(
        Ruled(
            (
                (tr("Inspector"), sheet.inspector),
                (tr("Signature"), ""),
                (tr("Supervisor, if watched"), sheet.supervisor),
                (tr("Signature"), ""),
            )
        )
    )
    photos = [(line.area, line.photo) for line in sheet.points if line.photo] + [*sheet.photos]
    blocks += [Picture(photo, caption, 0.62) for caption, photo in photos]
    return tuple(blocks)


def _points(points: tuple[PointLine, ...]) -> Table:
    results = N_("Pass"), N_("Fail"), N_("N/A")
    heads = ("", N_("Point"), N_("What to look at"), *results, N_("Remark"))
    rows = tuple(
        (
            str(number),
            line.area,
            line.look,
            *(TICKED if line.result == result else EMPTY for result in RESULTS),
            line.remark,
        )
        for number, line in enumerate(points, 1)
    )
    return Table(tuple(map(tr, heads)), rows, (0.6, 2.4, 3.9, 0.9, 0.9, 0.9, 2.9))
