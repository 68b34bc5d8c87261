"""Facts about sites, IT, inspections, seals and the logs at the door."""

from typing import Any

from sqlalchemy import Select, String, and_, case, cast, exists, func, not_, or_, select, true

from ctpat_desktop.records import (
    Action,
    ImportReport,
    Inspection,
    InspectionPoint,
    ItAsset,
    MediaDisposal,
    Pickup,
    Seal,
    SealBatch,
    SecurityCheck,
    Site,
    SitePlan,
    Visitor,
    VulnerabilityTest,
)
from ctpat_desktop.services.registers.facts.query import Column, Moment, Query, empty, rows, sure

COMPUTERS = ("server", "workstation", "laptop")
CARRIES_DATA = (*COMPUTERS, "phone", "storage", "cameras")


def _site(*conditions: Column, detail: Column = "") -> Any:
    def build(_moment: Moment) -> Select[Any]:
        return rows(Site, Site.name, Site.handles_cargo, *conditions, detail=detail)

    return build


def _alarm_old(moment: Moment) -> Select[Any]:
    """Sites with alarms or cameras and no test of them; one without a site stands for all."""
    since = moment.ago(moment.limits.alarm_days)
    test = exists().where(
        SecurityCheck.company_id == Site.company_id,
        or_(SecurityCheck.site_id == Site.id, SecurityCheck.site_id.is_(None)),
        SecurityCheck.kind == "device",
        SecurityCheck.outcome != "not_done",
        SecurityCheck.done_on.between(since, moment.today),
    )
    is_tested = or_(sure(Site.alarm_tested_on >= since), test)
    has_any = or_(not_(empty(Site.alarm)), sure(Site.camera_count > 0))
    return rows(Site, Site.name, has_any, not_(is_tested), detail=Site.alarm_tested_on)


def _footage_short(moment: Moment) -> Select[Any]:
    short = sure(Site.footage_days < moment.limits.footage_days)
    return rows(Site, Site.name, Site.handles_cargo, short, detail=Site.footage_days)


def _asset(*conditions: Column) -> Any:
    def build(_moment: Moment) -> Select[Any]:
        return rows(ItAsset, ItAsset.name, ItAsset.retired_on.is_(None), *conditions)

    return build


def _media_kept(_moment: Moment) -> Select[Any]:
    gone = exists().where(MediaDisposal.asset_id == ItAsset.id)
    return rows(
        ItAsset,
        ItAsset.name,
        ItAsset.retired_on.is_not(None),
        ItAsset.kind.in_(CARRIES_DATA),
        not_(gone),
        detail=ItAsset.retired_on,
    )


def _disposal_bare(_moment: Moment) -> Select[Any]:
    bare = and_(
        empty(MediaDisposal.certificate),
        empty(MediaDisposal.witness),
        MediaDisposal.evidence_id.is_(None),
    )
    return rows(MediaDisposal, MediaDisposal.medium, bare, detail=MediaDisposal.done_on)


def _weakness_open(moment: Moment) -> Select[Any]:
    return rows(
        VulnerabilityTest,
        VulnerabilityTest.scope,
        sure(VulnerabilityTest.high > 0),
        VulnerabilityTest.mended_on.is_(None),
        sure(VulnerabilityTest.done_on < moment.ago(moment.limits.mend_days)),
        detail=VulnerabilityTest.done_on,
    )


def _unit() -> Column:
    return Inspection.unit_number + " " + func.coalesce(cast(Inspection.done_on, String), "")


def _inspection_failed(_moment: Moment) -> Select[Any]:
    said = func.lower(Action.title + " " + Action.reason + " " + Action.notes)
    unit = func.lower(Inspection.unit_number)
    followed = exists().where(
        Action.company_id == Inspection.company_id,
        Action.source == "inspection",
        said.contains(unit),
    )
    failed = Inspection.outcome.in_(("failed", "held"))
    return rows(Inspection, _unit(), failed, empty(Inspection.notes), not_(followed))


def _defect_unexplained(_moment: Moment) -> Select[Any]:
    return rows(
        InspectionPoint,
        _unit(),
        InspectionPoint.result == "defect",
        empty(InspectionPoint.remark),
        detail=InspectionPoint.area,
        parent_id=InspectionPoint.inspection_id,
    ).join(Inspection, Inspection.id == InspectionPoint.inspection_id)


def _defect_left(_moment: Moment) -> Select[Any]:
    """Failed points of units that went on, with no action of their own or naming the unit."""
    said = func.lower(Action.title + " " + Action.reason + " " + Action.notes)
    named = exists().where(
        Action.company_id == Inspection.company_id,
        Action.source == "inspection",
        said.contains(func.lower(Inspection.unit_number)),
    )
    return rows(
        InspectionPoint,
        _unit(),
        InspectionPoint.result == "defect",
        InspectionPoint.action_id.is_(None),
        Inspection.outcome.not_in(("failed", "held")),  # these are asked about as a whole
        empty(Inspection.notes),
        not_(named),
        detail=InspectionPoint.area,
        parent_id=InspectionPoint.inspection_id,
    ).join(Inspection, Inspection.id == InspectionPoint.inspection_id)


def _points_open(_moment: Moment) -> Select[Any]:
    points = InspectionPoint.inspection_id == Inspection.id
    unlooked = exists().where(points, InspectionPoint.result == "")
    whole = and_(exists().where(points), not_(unlooked))
    return rows(Inspection, _unit(), Inspection.outcome == "passed", not_(whole))


def _vvtt_missing(_moment: Moment) -> Select[Any]:
    steps = (Seal.was_viewed, Seal.was_verified, Seal.was_tugged, Seal.was_twisted)
    was_used = Seal.state.in_(("used", "replaced", "broken"))
    return rows(Seal, Seal.number, was_used, not_(and_(*steps)), detail=Seal.used_on)


def _seal_unexplained(_moment: Moment) -> Select[Any]:
    says = not_(empty(Seal.notes))
    broken = and_(Seal.state == "broken", or_(empty(Seal.broken_by), empty(Seal.broken_reason)))
    replaced = and_(Seal.state == "replaced", empty(Seal.replaced_by))
    differs = and_(Seal.matched == "differs", empty(Seal.broken_reason))
    unclear = or_(broken, replaced, differs, Seal.state == "lost")
    return rows(Seal, Seal.number, unclear, not_(says), detail=Seal.state)


def _seal_twice(_moment: Moment) -> Select[Any]:
    """Return the seals that an imported list named for another use, while the first was kept."""
    said = case((func.json_valid(ImportReport.details) == 1, ImportReport.details), else_="{}")
    rows_of = func.json_each(said, "$.conflicts").table_valued("value").alias("row")
    value = rows_of.c.value
    named = select(func.json_extract(value, "$.record")).where(
        ImportReport.table_name == "seal", func.json_extract(value, "$.done") == "keep"
    )
    named = named.select_from(ImportReport).join(rows_of, true())
    return rows(Seal, Seal.number, Seal.id.in_(named), empty(Seal.notes), detail="")


def _batch_unproven(_moment: Moment) -> Select[Any]:
    bare = and_(empty(SealBatch.certificate), SealBatch.evidence_id.is_(None))
    name = SealBatch.first_number + " - " + SealBatch.last_number
    return rows(SealBatch, name, bare, detail=SealBatch.received_on)


def _visitor(*conditions: Column) -> Any:
    def build(moment: Moment) -> Select[Any]:
        past = sure(Visitor.visited_on < moment.today)
        return rows(Visitor, Visitor.name, past, *conditions, detail=Visitor.visited_on)

    return build


def _pickup(*conditions: Column) -> Any:
    def build(moment: Moment) -> Select[Any]:
        past = sure(Pickup.picked_up_on < moment.today)
        return rows(Pickup, Pickup.driver, past, *conditions, detail=Pickup.picked_up_on)

    return build


QUERIES = (
    Query("site_barriers", "site", _site(empty(Site.barriers), empty(Site.barrier_kinds))),
    Query("site_open", "site", _site(Site.barrier_kinds == "none")),
    Query("site_lighting", "site", _site(empty(Site.lighting))),
    Query("site_cameras", "site", _site(empty(Site.cameras), Site.camera_count.is_(None))),
    Query("site_alarm", "site", _alarm_old, others=frozenset({"security_check"})),
    Query("site_footage", "site", _footage_short),
    Query(
        "site_plan",
        "site",
        _site(not_(exists().where(SitePlan.site_id == Site.id))),
        children={"site_plan": SitePlan.site_id},
    ),
    Query(
        "asset_open",
        "it_asset",
        _asset(ItAsset.kind.in_(COMPUTERS), not_(ItAsset.is_protected)),
    ),
    Query("asset_old", "it_asset", _asset(ItAsset.updates == "ended")),
    Query(
        "media_kept",
        "it_asset",
        _media_kept,
        children={"media_disposal": MediaDisposal.asset_id},
    ),
    Query("disposal_bare", "media_disposal", _disposal_bare),
    Query("weakness_open", "vulnerability_test", _weakness_open),
    Query("inspection_failed", "inspection", _inspection_failed, others=frozenset({"action"})),
    Query(
        "defect_unexplained",
        "inspection_point",
        _defect_unexplained,
        parent="inspection",
        parent_id=InspectionPoint.inspection_id,
    ),
    Query(
        "defect_left",
        "inspection_point",
        _defect_left,
        parent="inspection",
        parent_id=InspectionPoint.inspection_id,
        others=frozenset({"action"}),
    ),
    Query(
        "points_open",
        "inspection",
        _points_open,
        children={"inspection_point": InspectionPoint.inspection_id},
    ),
    Query("vvtt_missing", "seal", _vvtt_missing),
    Query("seal_twice", "seal", _seal_twice, others=frozenset({"import_report"})),
    Query("seal_unexplained", "seal", _seal_unexplained),
    Query("batch_unproven", "seal_batch", _batch_unproven),
    Query("visitor_open", "visitor", _visitor(empty(Visitor.left_at))),
    Query("visitor_unknown", "visitor", _visitor(not_(Visitor.has_shown_id))),
    Query("pickup_open", "pickup", _pickup(empty(Pickup.left_at))),
    Query("pickup_unknown", "pickup", _pickup(not_(Pickup.has_shown_id))),
    Query(
        "pickup_unsealed",
        "pickup",
        _pickup(or_(empty(Pickup.seal_number), empty(Pickup.trailer))),
    ),
)
