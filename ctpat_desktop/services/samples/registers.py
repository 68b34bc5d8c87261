"""Fills the registers of a sample from `registers-*.toml`.

A file holds sheets: a table, its columns and rows. A cell that points to another record names it
as a person would. Columns with a plus sign stand for child records.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.courses import load_models
from ctpat_desktop.catalogue.forms import Kind, load_form
from ctpat_desktop.catalogue.inspections import load_inspection
from ctpat_desktop.catalogue.outlines import load_outlines
from ctpat_desktop.records import RECORDS, Attachment, Course, RiskTrigger, TrainingSession
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.registers import starter_lists
from ctpat_desktop.services.samples.rows import sheets, values
from ctpat_desktop.services.training import courses

Values = dict[str, Any]


class RegisterFiller:
    """Writes every sheet of a sample; the records are written together, parents first."""

    def __init__(
        self, session: Session, company_id: str, known: dict[tuple[str, str], str]
    ) -> None:
        """`known` are the ids of what stands already, by table and name."""
        self._session, self._company_id = session, company_id
        self._ids = dict(known)
        self._table = ""

    def fill(self, folder: Path) -> None:
        """Write all sheets in the order of their files; a sample without any stays as it is."""
        found = sheets(folder)
        if found:
            for program in starter_lists.programs(self._company_id):
                self._ids["mra_program", f"{program.country} {program.name}"] = program.id
                self._session.add(program)
            self._session.flush()
        for sheet in found:
            self._sheet(sheet)

    def _sheet(self, sheet: Values) -> None:
        later = []
        self._table = sheet["table"]
        for place, row in enumerate(values(sheet)):
            parts = {key: row.pop(key) for key in list(row) if key.startswith("+")}
            record_id = self._add(sheet["table"], place, row)
            later += [(key, record_id, row, part) for key, part in parts.items()]
        self._session.flush()
        for key, record_id, row, part in later:
            PARTS[key](self, record_id, row, part)
        self._session.flush()

    def _add(self, table: str, place: int, row: Values) -> str:
        form = load_form(table)
        record_id = new_id()
        values: Values = {"id": record_id, "company_id": self._company_id, "position": place}
        for key, cell in row.items():
            field = form.field(key)
            if cell == "":
                continue
            if field.kind in (Kind.RECORD, Kind.EVIDENCE):
                cell = self._ids[field.to or "evidence", cell]
            values[key] = cell
        if table == "procedure_version" and row.get("outline") and "text" not in row:
            values["text"] = load_outlines()[row["outline"]].text(row["language"])
        name = " ".join(str(row.get(key, "")) for key in form.names)
        self._ids[table, name] = record_id
        self._session.add(RECORDS[table](**values))
        return record_id

    def topics(self, session_id: str, _row: Values, titles: list[str]) -> None:
        """Write the topics of a training session."""
        for place, title in enumerate(titles):
            self._part("session_topic", place, training_session_id=session_id, topic_id=title)

    def people(self, session_id: str, _row: Values, names: list[str]) -> None:
        """Write who was at a session; "Name = 90" is a name with the score of the test."""
        for place, entry in enumerate(names):
            name, _, score = entry.partition(" = ")
            values = {"score": int(score)} if score else {}
            self._part(
                "attendance", place, training_session_id=session_id, person_id=name, **values
            )

    def points(self, inspection_id: str, row: Values, defects: dict[str, str]) -> None:
        """Write every point of an inspection; `defects` are remarks by point."""
        for place, point in enumerate(load_inspection(row["kind"]).points, 1):
            remark = defects.get(point.area, "")
            result = "defect" if point.area in defects else "ok"
            values = {"area": point.area, "result": result, "remark": remark}
            self._part("inspection_point", place, inspection_id=inspection_id, **values)

    def model(self, course_id: str, row: Values, model_id: str) -> None:
        """Make a recorded training that of a model: its slides, and its questions."""
        course = self._session.get_one(Course, course_id)
        course.model = model_id
        for place, question in enumerate(load_models()[model_id].words[row["language"]].questions):
            values = {
                "words": question.words,
                "choices": "\n".join(question.choices),
                "right": ", ".join(map(str, question.right)),
                "why": question.why,
            }
            self._part("course_question", place, course_id=course_id, **values)

    def played(self, session_id: str, _row: Values, title: str) -> None:
        """Say of a session which recorded training was played in it."""
        session = self._session.get_one(TrainingSession, session_id)
        session.course_id, session.shown_as = self._ids["course", title], "played"
        session.course_edition = courses.lesson_of(self._session, session.course_id).edition

    def documents(self, record_id: str, _row: Values, names: list[str]) -> None:
        """Attach documents of the library to a record."""
        for place, name in enumerate(names):
            self._session.add(
                Attachment(
                    company_id=self._company_id,
                    position=place,
                    table_name=self._table,
                    record_id=record_id,
                    evidence_id=self._ids["evidence", name],
                )
            )

    def concerned(self, trigger_id: str, _row: Values, named: list[str]) -> None:
        """Write which record was looked at, given as its table and its name."""
        table, name = named
        self._session.get_one(RiskTrigger, trigger_id).record = f"{table}:{self._ids[table, name]}"

    def _part(self, table: str, place: int, **values: Any) -> None:
        form = load_form(table)
        for key, value in values.items():
            known = (form.field(key).to, value)
            if form.field(key).kind is Kind.RECORD and known in self._ids:
                values[key] = self._ids[known]
        own = {"id": new_id(), "company_id": self._company_id, "position": place}
        self._session.add(RECORDS[table](**own, **values))


PARTS: dict[str, Callable[[RegisterFiller, str, Values, Any], None]] = {
    "+topics": RegisterFiller.topics,
    "+people": RegisterFiller.people,
    "+defects": RegisterFiller.points,
    "+record": RegisterFiller.concerned,
    "+documents": RegisterFiller.documents,
    "+model": RegisterFiller.model,
    "+played": RegisterFiller.played,
}
