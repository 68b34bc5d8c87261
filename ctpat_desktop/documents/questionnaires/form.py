"""A questionnaire or site walk as a PDF any reader fills in: plain fields, no script, no net."""

from io import BytesIO
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)

from ctpat_desktop.catalogue.questionnaires import AnswerKind, Question
from ctpat_desktop.catalogue.sendings import (
    SIGNER,
    FormKind,
    Sending,
    choices,
    has_na_tick,
    remark_field,
    rule_words,
    tick_field,
)
from ctpat_desktop.documents.core import pdf_style as look
from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.documents.core.fonts import split_runs, width
from ctpat_desktop.documents.core.legible import legible
from ctpat_desktop.documents.core.pdf_fields import (
    Choices,
    FormBox,
    TextBox,
    hidden_box,
    only_count,
    round_button,
    tick_box,
    words,
)
from ctpat_desktop.documents.core.pdf_words import paragraph
from ctpat_desktop.support.words import filled

Flow = list[Flowable]

SQUARE = 46.0
SMALL = 7.4
PIECE = 1800
"""Characters of one paragraph; a longer text is cut at a blank so that a page can end in it."""

LINE, MOST_LINES = 75, 16
"""Letters of a line in a box, and lines of the tallest box."""

IDENTITY = ("request", "edition", "checksum")
"""The facts that stand on every page."""

ONE_LINE = {
    AnswerKind.DATE: ("date_hint", 150.0),
    AnswerKind.NUMBER: ("number_hint", 110.0),
    AnswerKind.FILE: ("file_hint", 0.0),
}


@legible
def questionnaire_pdf(sending: Sending) -> bytes:
    """Return the form of one sending; the same sending gives the same bytes."""
    total = _built(sending, BytesIO(), 0).page
    out = BytesIO()
    _built(sending, out, total)
    return out.getvalue()


def _built(sending: Sending, out: BytesIO, total: int) -> "_Form":
    form = _Form(sending, out, total)
    form.build(_everything(sending))
    return form


class _Form(BaseDocTemplate):  # type: ignore[misc]
    """The page frame: who asks whom at the foot, the mark at the head."""

    def __init__(self, sending: Sending, out: BytesIO, total: int) -> None:
        self.sending, self.total = sending, total
        super().__init__(
            out,
            pagesize=(look.PAGE_WIDTH, look.PAGE_HEIGHT),
            invariant=1,
            title=printable(f"{sending.text_of(sending.questions.title)} {sending.reference}"),
            author=printable(sending.company),
            subject=printable(f"{sending.receiver} {sending.reference}"),
            keywords=[sending.mark],
            creator="CTPAT Desktop",
            lang=sending.languages[0],
        )
        frame = Frame(
            look.MARGIN,
            look.BOTTOM,
            look.BODY_WIDTH,
            look.PAGE_HEIGHT - look.BOTTOM - 84,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        self.addPageTemplates(PageTemplate("page", [frame], onPage=_draw_frame))


def _draw_frame(canvas: Any, form: _Form) -> None:
    sending = form.sending
    only_count(canvas, form.total == 0)
    if form.page == 1:
        canvas.beginForm("mark", 0, 0, SQUARE, SQUARE)
        renderPDF.draw(_square(sending.mark), canvas, 0, 0)
        canvas.endForm()
        for name, value in sending.marks().items():
            hidden_box(canvas, FormBox(name, sending.word("request"), value))
    canvas.saveState()
    top = look.PAGE_HEIGHT - 30 - SQUARE
    canvas.translate(look.MARGIN + look.BODY_WIDTH - SQUARE, top)
    canvas.doForm("mark")
    canvas.restoreState()
    canvas.saveState()
    _line(canvas, f"{sending.company} · {sending.receiver}", look.PAGE_HEIGHT - 44)
    _line(canvas, _identity(sending), look.PAGE_HEIGHT - 56)
    numbers = {"n": str(form.page), "all": str(form.total or form.page)}
    of = filled(sending.word("page_of"), numbers)
    _line(canvas, of, 40)
    canvas.restoreState()


def _identity(sending: Sending) -> str:
    """Return the number of the form, with what its questions are known by."""
    facts = {name: words for name, words in sending.facts() if name in IDENTITY}
    return " · ".join(f"{sending.word(name)} {words}" for name, words in facts.items())


def _square(mark: str) -> Drawing:
    code = QrCodeWidget(mark, barLevel="M", barBorder=0)
    x0, y0, x1, y1 = code.getBounds()
    scale = SQUARE / (x1 - x0), SQUARE / (y1 - y0)
    drawing = Drawing(SQUARE, SQUARE, transform=[scale[0], 0, 0, scale[1], 0, 0])
    drawing.add(code)
    return drawing


def _line(canvas: Any, text: str, y: float) -> None:
    room = look.BODY_WIDTH - SQUARE - 12
    shown = " ".join(printable(text).split())
    while width(shown, SMALL) > room:
        shown = shown[:-2].rstrip() + "…"
    pen = canvas.beginText(look.MARGIN, y)
    pen.setFillColor(look.QUIET)
    for run in split_runs(shown):
        pen.setFont(run.font, SMALL)
        pen.textOut(run.text)
    canvas.drawText(pen)


def _everything(sending: Sending) -> Flow:
    flow = _cover(sending)
    before: Question | None = None
    for number, question in enumerate(sending.questions.questions, 1):
        is_first = before is None or before.section != question.section
        is_same_rule = before is not None and before.only_if == question.only_if
        block = _question(sending, question, number, is_first or not is_same_rule)
        flow.append(KeepTogether([*(_head(sending, question) if is_first else []), *block]))
        before = question
    return flow + _signature(sending)


def _head(sending: Sending, question: Question) -> Flow:
    title = sending.text_of(sending.questions.section(question.section).title)
    line = HRFlowable(width="100%", color=look.LINE)
    return [words(title, "h1"), line, Spacer(1, 6)]


def _cover(sending: Sending) -> Flow:
    questions = sending.questions
    count = str(len(questions.questions))
    rows = [
        [words(sending.word(name), "label"), words(said, "body")]
        for name, said in (*sending.facts(), ("question_count", count))
    ]
    table = Table(rows, colWidths=[150, look.BODY_WIDTH - 150], hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, look.LINE),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ]
        )
    )
    flow: Flow = [words(language_title, "title") for language_title in _each(sending)]
    flow += [Spacer(1, 4), table, Spacer(1, 12)]
    flow += _side_by_side([questions.intro.in_language(it) for it in sending.languages], "body")
    for language in sending.languages:
        flow += [words(sending.word("how_title", language), "h2")]
        for number in range(1, 7):
            flow.append(words(f"{number}.  {sending.word(f'how_{number}', language)}", "body"))
    return [*flow, PageBreak()]


def _each(sending: Sending) -> list[str]:
    return [sending.questions.title.in_language(language) for language in sending.languages]


def _side_by_side(texts: list[str], style: str) -> Flow:
    """Return one text, or two texts in columns, cut into pieces that fit a page."""
    if len(texts) == 1:
        return [words(piece, style) for piece in _pieces(texts[0])]
    columns = [_pieces(text) for text in texts]
    rows = max(map(len, columns))
    cells = [
        [words(column[at], style) if at < len(column) else "" for column in columns]
        for at in range(rows)
    ]
    half = look.BODY_WIDTH / 2
    table = Table(cells, colWidths=[half, half], hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 8),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ]
        )
    )
    return [table]


def _pieces(text: str) -> list[str]:
    rest, pieces = text.strip(), []
    while len(rest) > PIECE:
        at = rest.rfind(" ", 1, PIECE)
        at = at if at > 0 else PIECE
        pieces.append(rest[:at])
        rest = rest[at:].lstrip()
    return [*pieces, rest]


def _question(sending: Sending, question: Question, number: int, tells_rule: bool) -> Flow:
    badge = [f"{number}", question.key]
    badge += [f"{sending.word('criterion')} {question.criterion}"] * bool(question.criterion)
    badge += [sending.word("must")] * question.must
    flow: Flow = [words("  ·  ".join(badge), "badge")]
    flow += _side_by_side([question.text.in_language(it) for it in sending.languages], "h3")
    if question.help.en:
        flow += _side_by_side([question.help.in_language(it) for it in sending.languages], "label")
    if question.only_if and tells_rule:
        rule = question.only_if
        for language in sending.languages:
            flow.append(words(rule_words(rule, sending.questions, language), "label"))
    flow += [Spacer(1, 4), *_inputs(sending, question)]
    tip = f"{sending.word('remark')}: {sending.text_of(question.text)}"
    box = _box(sending, remark_field(question.key), tip)
    flow.append(TextBox(box, sending.word("remark"), _lines(sending.kind, box.value)))
    return [*flow, Spacer(1, 14)]


def _lines(kind: FormKind, words: str) -> int:
    """Return how many lines a box for remarks has: more where much stands in it already."""
    standing = sum(len(line) // LINE + 1 for line in words.splitlines())
    return min(max(kind.lines, standing), MOST_LINES)


def _inputs(sending: Sending, question: Question) -> Flow:
    tip = sending.text_of(question.text)
    if question.kind is AnswerKind.MULTI_CHOICE:
        return _ticks(sending, question, tip)
    found = choices(question)
    if found:
        first = sending.values.get(question.key)
        options = [
            (FormBox(question.key, tip, value, value == first), sending.text_of(text))
            for value, text in found
        ]
        is_short = question.kind is AnswerKind.YES_NO or sending.kind.is_short
        return [Choices(options, round_button, is_short)]
    tick = None
    if has_na_tick(question):
        name = sending.word("na")
        tick = (FormBox(tick_field(question.key, "na"), f"{tip} {name}"), name)
    if question.kind is AnswerKind.TEXT:
        return [TextBox(_box(sending, question.key, tip), sending.word("answer"), 4, tick=tick)]
    hint, wide = ONE_LINE[question.kind]
    return [TextBox(_box(sending, question.key, tip), sending.word(hint), 1, wide, tick)]


def _box(sending: Sending, name: str, tip: str) -> FormBox:
    """Return a box to type into, with what stands in it already."""
    return FormBox(name, tip, sending.values.get(name, ""))


def _ticks(sending: Sending, question: Question, tip: str) -> Flow:
    rows = list(choices(question))
    labels = [(value, sending.text_of(text)) for value, text in rows]
    if has_na_tick(question):
        labels.append(("na", sending.word("na")))
    options = [
        (FormBox(tick_field(question.key, value), f"{tip} {label}"), label)
        for value, label in labels
    ]
    return [words(sending.word("choose_all"), "label"), Choices(options, tick_box)]


def _signature(sending: Sending) -> Flow:
    flow: Flow = [PageBreak(), words(sending.word("signature_title"), "h1")]
    flow += _side_by_side([sending.word("signature_words", it) for it in sending.languages], "body")
    flow.append(Spacer(1, 10))
    for name, shown in sending.signers():
        lines = 6 if name == SIGNER[-1] else 1
        flow.append(TextBox(_box(sending, name, shown), shown, lines))
    return [*flow, Spacer(1, 12), paragraph(sending.mark, look.style("label"))]
