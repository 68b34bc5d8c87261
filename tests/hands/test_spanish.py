"""A site manager who speaks only Spanish walks the site and inspects a unit, with keys."""

import pytest

from ctpat_desktop.records import Inspection, Walk
from ctpat_desktop.services.registers import inspections, walks
from ctpat_desktop.workspace import door
from tests.hands.screen import Hands

pytestmark = pytest.mark.full


@pytest.fixture
def spanish(environment, tmp_path, plain):
    """The program in Spanish on the sample; ended afterwards."""
    speaks = environment | {"CTPAT_DESKTOP_LANGUAGE": "es_MX"}
    with_program = Hands(speaks, tmp_path / "home", plain)
    yield with_program
    with_program.close()


def look(plain, reader):
    """Read the file with other eyes."""
    workspace = door.open_workspace(plain, None, reading_only=True)
    try:
        with workspace.read() as session:
            return reader(workspace, session)
    finally:
        workspace.close()


def walked(workspace, session):
    walk = session.query(Walk).one_or_none()
    said = walks.answers_of(workspace, walk.id) if walk else {}
    return [(row.result, row.words) for row in said.values()]


def inspected(workspace, session):
    record = session.query(Inspection).filter(Inspection.unit_number == "TGHU 4").one_or_none()
    points = inspections.points(workspace, record.id) if record else []
    return [(point.result, point.remark) for point in points[:4]]


def test_what_is_typed_right_after_a_key_is_kept_where_it_belongs(spanish, plain):
    spanish.page("Sitios")
    spanish.click_tab("Recorridos del sitio")
    spanish.click("Empezar un recorrido", "QPushButton")
    spanish.on("Preguntas del recorrido")
    spanish.key("2")
    spanish.type("Hueco junto al porton 2")
    spanish.key("ctrl+Return", "1")
    spanish.type("Completa")
    spanish.key("ctrl+Return")
    seen = [("partly", "Hueco junto al porton 2"), ("in_place", "Completa")]
    spanish.until(lambda: look(plain, walked) == seen)
    spanish.page("Inspecciones")
    spanish.click("Agregar inspección", "QPushButton")
    spanish.type("TGHU 4")
    spanish.key("Tab", "Down", "Tab")
    spanish.click_tab("Puntos inspeccionados")
    spanish.click("Puntos inspeccionados", "QTreeWidget")
    spanish.key("Home", "p", "f")
    spanish.type("pintura fresca")
    spanish.key("Return", "n", "p")
    points = [("ok", ""), ("defect", "pintura fresca"), ("none", ""), ("ok", "")]
    spanish.until(lambda: look(plain, inspected) == points)
