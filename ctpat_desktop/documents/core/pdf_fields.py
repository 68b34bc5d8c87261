"""The boxes of a form that can be filled in: flowables that draw AcroForm fields."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.acroform import AcroForm
from reportlab.pdfbase.pdfdoc import xObjectName
from reportlab.platypus import Flowable

from ctpat_desktop.documents.core import fonts
from ctpat_desktop.documents.core import pdf_style as look
from ctpat_desktop.documents.core.pdf_words import Words, paragraph

PAPER = HexColor("#f3f8fb")
EDGE = HexColor("#7f93a6")
LINE_HEIGHT = 19.0
TYPED = 10
BUTTON = 12.0
GAP = 5.0


def words(text: str, name: str) -> Words:
    """Return one paragraph of plain words in a named style."""
    return paragraph(text, look.style(name))


def only_count(canvas: Any, is_so: bool) -> None:
    """Let a canvas leave the boxes out: the first pass is there to count the pages."""
    canvas.leaves_boxes_out = is_so


def _is_counting(canvas: Any) -> bool:
    return bool(getattr(canvas, "leaves_boxes_out", False))


@dataclass(frozen=True, slots=True)
class FormBox:
    """A field: its name, what a screen reader says, and its first value.

    The value of a button is what choosing it means; `is_on` where it is chosen already.
    """

    name: str
    tip: str
    value: str = ""
    is_on: bool = False


class TextBox(Flowable):  # type: ignore[misc]
    """A box to type into, with a quiet label at its left and an optional tick at its right."""

    def __init__(
        self,
        box: FormBox,
        label: str = "",
        lines: int = 1,
        width: float = 0.0,
        tick: tuple[FormBox, str] | None = None,
    ) -> None:
        super().__init__()
        self.box, self.lines, self.tick, self.most = box, lines, tick, width
        self.label = words(label, "label") if label else None
        self.tick_words = words(tick[1], "label") if tick else None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the whole width; the label decides when it is taller than the box."""
        self.width = width
        self.left = min(150.0, width * 0.3) if self.label else 0.0
        self.right = 120.0 if self.tick else 0.0
        tall = [LINE_HEIGHT if self.lines == 1 else 13.0 * self.lines + 8]
        if self.label:
            tall.append(self.label.wrap(self.left - 6, height)[1])
        if self.tick_words:
            tall.append(self.tick_words.wrap(self.right - BUTTON - 14, height)[1])
        self.high = tall[0]
        self.height = max(tall) + GAP
        return width, self.height

    def draw(self) -> None:
        """Draw label, box and tick."""
        top = self.height - GAP / 2
        if self.label:
            self.label.drawOn(self.canv, 0, top - self.label.height - 2)
        room = self.width - self.left - self.right
        wide = min(self.most, room) if self.most else room
        area = (self.left, top - self.high, wide, self.high)
        text_box(self.canv, self.box, area, self.lines)
        if self.tick and self.tick_words:
            at = self.width - self.right + 8
            tick_box(self.canv, self.tick[0], at, top - BUTTON - 3)
            self.tick_words.drawOn(
                self.canv, at + BUTTON + 6, top - max(self.tick_words.height, BUTTON) - 2
            )


class Choices(Flowable):  # type: ignore[misc]
    """Round or square buttons with their words; side by side where they are short."""

    def __init__(
        self,
        options: Sequence[tuple[FormBox, str]],
        button: Callable[[Any, FormBox, float, float], None],
        is_short: bool = False,
    ) -> None:
        super().__init__()
        self.options, self.button, self.is_short = options, button, is_short
        self.texts = [words(text, "cell") for _, text in options]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure all lines."""
        self.width = width
        self.column = width / len(self.texts) if self.is_short else width
        highs = [text.wrap(self.column - BUTTON - 10, height)[1] for text in self.texts]
        self.highs = [max(high, BUTTON) + 4 for high in highs]
        self.height = (max(self.highs) if self.is_short else sum(self.highs)) + GAP
        return width, self.height

    def draw(self) -> None:
        """Draw each button and its words."""
        x, y = 0.0, self.height - GAP / 2
        for (box, _), text, high in zip(self.options, self.texts, self.highs, strict=True):
            self.button(self.canv, box, x + 2, y - BUTTON + 2)
            text.drawOn(self.canv, x + BUTTON + 8, y - text.height - 0.5)
            if self.is_short:
                x += self.column
            else:
                y -= high


def text_box(
    canvas: Any, box: FormBox, area: tuple[float, float, float, float], lines: int = 1
) -> None:
    """Draw a field to type into; `area` is x, y, width and height in points."""
    if _is_counting(canvas):
        return
    form = _form(canvas)
    form.look = _filled(canvas, box, area) if box.value else None
    form.textfield(
        name=box.name,
        tooltip=box.tip,
        value=box.value,
        x=area[0],
        y=area[1],
        width=area[2],
        height=area[3],
        maxlen=None,
        fieldFlags="multiline" if lines > 1 else "",
        fontName="Helvetica",
        fontSize=TYPED,
        fillColor=PAPER,
        borderColor=EDGE,
        borderWidth=0.6,
        textColor=look.INK,
        relative=True,
    )
    form.look = None


class _Form(AcroForm):  # type: ignore[misc]
    """The form of a document; `look` is how the next box shows the words it holds already."""

    look: Any = None

    def txAP(self, *args: Any, **more: Any) -> Any:
        """Return how a box looks: reportlab draws only western letters, and breaks no line."""
        return self.look or super().txAP(*args, **more)


def _form(canvas: Any) -> _Form:
    form: _Form | None = getattr(canvas, "AcroForm", None)
    if form is None:
        form = canvas.AcroForm = canvas._doc._catalog.AcroForm = _Form(canvas)
    return form


def _filled(canvas: Any, box: FormBox, area: tuple[float, float, float, float]) -> Any:
    """Return the picture of a box with its words in it; what has no room is cut off."""
    _, _, wide, high = area
    with fonts.off_page():
        text = words(box.value, "cell")
        text.wrap(wide - 8, high)
    name = f"filled.{box.name}".replace(" ", ".")
    canvas.beginForm(name, 0, 0, wide, high)
    canvas.setFillColor(PAPER)
    canvas.setStrokeColor(EDGE)
    canvas.setLineWidth(0.6)
    canvas.rect(0.3, 0.3, wide - 0.6, high - 0.6, fill=1)
    canvas._code.append("/Tx BMC")
    inside = canvas.beginPath()
    inside.rect(1, 1, wide - 2, high - 2)
    canvas.saveState()
    canvas.clipPath(inside, stroke=0, fill=0)
    with fonts.off_page():
        text.drawOn(canvas, 4, high - text.height - 3)
    canvas.restoreState()
    canvas._code.append("EMC")
    canvas.endForm()
    picture = canvas._doc.idToObject[xObjectName(name)]
    picture._af_refstr = name
    return picture


def hidden_box(canvas: Any, box: FormBox) -> None:
    """Put a field on the page that is neither seen nor typed into."""
    if _is_counting(canvas):
        return
    _form(canvas).textfield(
        name=box.name,
        tooltip=box.tip,
        value=box.value,
        x=0,
        y=0,
        width=10,
        height=10,
        maxlen=None,
        annotationFlags="hidden",
        fieldFlags="readOnly",
        fontName="Helvetica",
        fontSize=TYPED,
        borderWidth=0,
    )


def tick_box(canvas: Any, box: FormBox, x: float, y: float) -> None:
    """Draw a box to tick."""
    if _is_counting(canvas):
        return
    _form(canvas).checkbox(
        name=box.name,
        tooltip=box.tip,
        checked=box.is_on,
        x=x,
        y=y,
        size=BUTTON,
        buttonStyle="check",
        fillColor=PAPER,
        borderColor=EDGE,
        borderWidth=0.6,
        textColor=look.INK,
        relative=True,
    )


def round_button(canvas: Any, box: FormBox, x: float, y: float) -> None:
    """Draw one of several buttons of which one can be chosen; `box.value` is its answer."""
    if _is_counting(canvas):
        return
    _form(canvas).radio(
        name=box.name,
        tooltip=box.tip,
        value=box.value,
        selected=box.is_on,
        x=x,
        y=y,
        size=BUTTON,
        fieldFlags="radio",
        fillColor=PAPER,
        borderColor=EDGE,
        borderWidth=0.6,
        textColor=look.INK,
        relative=True,
    )
