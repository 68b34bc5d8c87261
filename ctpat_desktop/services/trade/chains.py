"""Supply chains as maps: the firms with their links, their marks, and what is still open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.values import choice_text, countries
from ctpat_desktop.documents.core.chain_layout import (
    Arrangement,
    Firm,
    arranged,
    folded_names,
    named,
)
from ctpat_desktop.documents.trade.chain_map import FirmLine, MapSheet
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import ChainNode, RiskOrigin, SupplyChain
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.choosing import find_one
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class ChainMap:
    """One chain ready to be drawn."""

    chain: SupplyChain
    nodes: tuple[ChainNode, ...]
    arrangement: Arrangement
    open: tuple[str, ...]


def titles(scope: Scope) -> list[tuple[str, str]]:
    """Return id and name of every chain, the risky ones first."""
    query = (
        select(SupplyChain.id, SupplyChain.name)
        .where(SupplyChain.company_id == scope.company_id)
        .order_by(SupplyChain.is_high_risk.desc(), SupplyChain.position, SupplyChain.name)
    )
    with scope.workspace.read() as session:
        return [(row[0], row[1] or tr("(no name)")) for row in session.execute(query)]


def called(scope: Scope, name: str) -> str:
    """Return the id of a chain by name; Problem lists the names there are."""
    choices = [((title,), key) for key, title in titles(scope)]
    return find_one(name, choices, tr("chain"))


def read(workspace: Workspace, chain_id: str) -> ChainMap:
    """Return one chain with its firms in place."""
    with workspace.read() as session:
        chain = existing(session, "supply_chain", chain_id)
        if not isinstance(chain, SupplyChain):
            raise TypeError(chain_id)
        nodes = _nodes(session, chain_id)
        origins = _origins(session, chain.company_id)
    names = folded_names((node.id, node.name) for node in nodes)
    firms = tuple(_firm(chain, node, names, origins) for node in nodes)
    laid = arranged(firms, tr("Tier {n}"), tr("No tier"))
    return ChainMap(chain, nodes, laid, tuple(_open(nodes, firms)))


def sheet(workspace: Workspace, chain_id: str, note: str) -> MapSheet:
    """Return one chain in words, for printing."""
    drawn = read(workspace, chain_id)
    chain = drawn.chain
    facts = (
        (tr("Goods"), f"{chain.goods} {chain.hts}".strip()),
        (tr("Origin"), _country(chain.region)),
        (tr("Rating"), tr("High risk") if chain.is_high_risk else tr("Not high risk")),
        (tr("Why"), chain.reason),
        (tr("Mapped"), f"{paper_text(chain.mapped_on)} {chain.mapped_by}".strip() or tr("Not yet")),
        (tr("Firms"), str(len(drawn.nodes))),
    )
    names = {firm.id: firm.name for firm in drawn.arrangement.firms}
    to = {
        firm.id: "; ".join((*(names[key] for key in firm.supplies), *firm.loose))
        for firm in drawn.arrangement.firms
    }
    firms = tuple(_line(node, to[node.id]) for node in _in_order(drawn))
    return MapSheet(chain.name, note, facts, drawn.arrangement, firms, drawn.open)


def _nodes(session: Session, chain_id: str) -> tuple[ChainNode, ...]:
    wanted = select(ChainNode).where(ChainNode.supply_chain_id == chain_id)
    order = wanted.order_by(ChainNode.position, ChainNode.name, ChainNode.id)
    return tuple(session.scalars(order).all())


def _origins(session: Session, company_id: str) -> Sequence[RiskOrigin]:
    return session.scalars(select(RiskOrigin).where(RiskOrigin.company_id == company_id)).all()


def _firm(
    chain: SupplyChain, node: ChainNode, names: dict[str, str], origins: Iterable[RiskOrigin]
) -> Firm:
    supplies, loose = named(node.supplies, names)
    is_risky = any(is_at(origin, node, chain.hts) for origin in origins)
    state = _state(node)
    role = choice_text("chain_node", "role", node.role)
    where = ", ".join(filter(None, (_country(node.country), node.region)))
    lines = tuple(filter(None, (role, where, _checked(node, state), _risk(is_risky))))
    return Firm(
        node.id,
        node.name.strip() or tr("(no name)"),
        node.tier,
        lines,
        state,
        is_risky,
        supplies,
        loose,
    )


def is_at(origin: RiskOrigin, node: ChainNode, hts: str) -> bool:
    """Return whether a firm lies where the company's list sees a risk for these goods."""
    if not origin.country or origin.country != node.country:
        return False
    region = origin.region.strip().casefold()
    if region and region not in node.region.casefold():
        return False
    wanted = _digits(origin.hts)
    return not wanted or _digits(hts).startswith(wanted)


def _state(node: ChainNode) -> str:
    if node.is_listed == "yes":
        return "listed"
    return "checked" if node.is_listed == "no" and node.checked_on else "open"


def _checked(node: ChainNode, state: str) -> str:
    day = paper_text(node.checked_on)
    if state == "listed":
        return tr("ON A LIST, {day}").format(day=day or tr("no day"))
    return tr("Checked {day}").format(day=day) if state == "checked" else tr("Not checked")


def _risk(is_risky: bool) -> str:
    return tr("High-risk origin") if is_risky else ""


def _open(nodes: Sequence[ChainNode], firms: Sequence[Firm]) -> Iterable[str]:
    """Yield what a reader of the map should know is not settled."""
    for node, firm in zip(nodes, firms, strict=True):
        if firm.state == "listed":
            yield tr("{name} is on a list.").format(name=firm.name)
        for name in firm.loose:
            words = tr("{firm} supplies “{name}”, which is no firm of this chain.")
            yield words.format(firm=firm.name, name=name)
        if not node.supplies.strip() and node.tier != 0:
            yield tr("{name} does not say whom it supplies.").format(name=firm.name)
    count = sum(firm.state == "open" for firm in firms)
    if count:
        yield tr("Firms not checked against the lists: {n}.").format(n=count)


def _in_order(drawn: ChainMap) -> list[ChainNode]:
    by_id = {node.id: node for node in drawn.nodes}
    return [by_id[firm.id] for firm in drawn.arrangement.firms]


def _line(node: ChainNode, to: str) -> FirmLine:
    tier = tr("Tier {n}").format(n=node.tier) if node.tier is not None else tr("No tier")
    role = choice_text("chain_node", "role", node.role)
    where = ", ".join(filter(None, (_country(node.country), node.region)))
    goods = (
        " ".join(filter(None, (tr("In:") if node.input else "", node.input, node.volume_in))),
        " ".join(filter(None, (tr("Out:") if node.output else "", node.output, node.volume_out))),
        tr("To: {names}").format(names=to) if to else "",
    )
    lists = "\n".join(filter(None, (_checked(node, _state(node)), node.list_version)))
    cells = (f"{tier}\n{role}", where, "\n".join(filter(None, goods)), lists)
    return FirmLine(node.name, cells)


def _country(code: str) -> str:
    return countries().get(code, code)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
