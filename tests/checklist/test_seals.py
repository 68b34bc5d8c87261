"""The seal ledger adds up, or the arithmetic says where it does not."""

import random
from datetime import date, timedelta

import pytest

from ctpat_desktop.checklist import seals
from ctpat_desktop.checklist.seal_numbers import SealNumber, parse, span
from ctpat_desktop.checklist.seals import (
    BatchFact,
    CountFact,
    Issue,
    Ledger,
    MentionFact,
    SealFact,
)

DAY = date(2026, 11, 21)
BOX = BatchFact("b1", "HL 0071401", "HL 0071410", "H", date(2026, 3, 2), date(2027, 8, 31))


def day(number):
    return date(2026, 3, 2) + timedelta(number)


def used(number, on, **values):
    return SealFact(f"s{number}", f"HL 00714{number:02}", "used", on, "Ines", on, **values)


def kinds(*lines, batches=(BOX,), counts=()):
    found = seals.audit(seals.Ledger(batches, lines), counts, DAY)
    return sorted((row.kind.value, row.record_id, row.number) for row in found)


def test_a_ledger_in_order_has_no_issue():
    assert kinds(*(used(n, day(n)) for n in range(1, 11))) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("HL 0071432", SealNumber(("HL", ""), 71432)),
        ("hl0071432", SealNumber(("HL", ""), 71432)),
        ("0071432", SealNumber(("", ""), 71432)),
        ("HL-71432-B", SealNumber(("HL-", "-B"), 71432)),
        ("A12B0034", SealNumber(("A12B", ""), 34)),
        (chr(0xFF11) + "2", SealNumber(("", ""), 12)),
    ],
)
def test_a_number_in_its_parts(text, number):
    assert parse(text) == number


@pytest.mark.parametrize("text", ["", "   ", "none", "HL-"])
def test_a_number_without_digits_cannot_be_read(text):
    assert parse(text) is None


@pytest.mark.parametrize(("first", "last"), [("HL 9", "HL 1"), ("HL 1", "KX 9"), ("", "HL 9")])
def test_what_is_no_run(first, last):
    assert span(first, last) is None


def test_a_run_is_written_as_it_was_typed():
    assert span("HL 0098", "HL 0102").words == "HL0098 to HL0102"


def test_a_delivered_number_left_out_is_a_gap():
    assert kinds(used(1, day(1)), used(4, day(4))) == [("gap", "b1", "HL0071402 to HL0071403")]


def test_numbers_after_the_last_used_one_are_no_gap():
    assert kinds(used(1, day(1)), used(2, day(2))) == []


def test_issued_numbers_are_in_the_ledger():
    waiting = SealFact("s2", "HL 0071402", "issued", DAY, "Ines")
    assert kinds(used(1, day(1)), waiting, used(3, day(3))) == []


def test_the_same_number_twice():
    again = SealFact("x", "hl71401", "used", day(1), "Ines", day(1))
    assert [row[0] for row in kinds(used(1, day(1)), again)] == ["duplicate"]


def test_a_number_that_never_came():
    stray = SealFact("x", "KX 9", "used", day(1), "Ines", day(1))
    assert kinds(stray) == [("undelivered", "x", "KX 9")]


def test_without_any_delivery_nothing_is_undelivered():
    assert kinds(used(1, day(1)), batches=()) == []


def test_used_before_it_was_issued():
    early = SealFact("x", "HL 0071401", "used", day(5), "Ines", day(4))
    assert kinds(early) == [("before_issue", "x", "HL 0071401")]


def test_used_before_it_was_delivered():
    assert kinds(used(1, day(-1))) == [("before_delivery", "s1", "HL 0071401")]


def test_out_of_order_names_the_fewest_seals():
    lines = [used(1, day(1)), used(2, day(9)), used(3, day(3)), used(4, day(4))]
    assert kinds(*lines) == [("out_of_order", "s2", "HL 0071402")]


def test_two_people_with_seals_of_one_box_are_each_in_order():
    mine = [used(1, day(5)), used(3, day(7))]
    yours = [
        SealFact("s2", "HL 0071402", "used", day(1), "Omar", day(1)),
        SealFact("s4", "HL 0071404", "used", day(2), "Omar", day(2)),
    ]
    assert kinds(*mine, *yours) == []


def test_the_hour_counts_on_one_day():
    lines = [used(1, day(1), used_at="14:00"), used(2, day(1), used_at="9:30")]
    assert [row[0] for row in kinds(*lines)] == ["out_of_order"]


@pytest.mark.parametrize(("age", "expected"), [(30, []), (31, [("idle", "x", "HL 0071401")])])
def test_issued_and_not_used_after_thirty_days(age, expected):
    assert kinds(SealFact("x", "HL 0071401", "issued", DAY - timedelta(age), "Ines")) == expected


def test_used_after_the_certificate_ran_out():
    old = BatchFact("b1", "HL 0071401", "HL 0071410", "H", day(0), day(3))
    lines = [used(n, day(3)) for n in range(1, 10)]
    assert kinds(*lines, used(10, day(4)), batches=(old,)) == [("certificate", "s10", "HL 0071410")]


def test_seals_in_stock_whose_certificate_ran_out():
    old = BatchFact("b1", "HL 0071401", "HL 0071410", "H", day(0), DAY - timedelta(1))
    (issue,) = seals.audit(seals.Ledger((old,), [used(1, day(1))]), (), DAY)
    assert (issue.kind, issue.other) == (Issue.EXPIRED_STOCK, "9 left, 11/20/2026")


def test_seals_in_stock_are_good_on_the_last_day_of_their_certificate():
    last = BatchFact("b1", "HL 0071401", "HL 0071410", "H", day(0), DAY)
    assert kinds(used(1, day(1)), batches=(last,)) == []


@pytest.mark.parametrize(
    ("number", "expected"),
    [("HL 0071401", 0), ("HL 0071402", 1), ("KX 0071402", 0), ("HL 0071411", 0), ("", 0)],
)
def test_a_seal_another_log_names_and_the_ledger_does_not(number, expected):
    mention = MentionFact("pickup", "p1", number)
    waiting = SealFact("s2", "HL 0071402", "issued", DAY, "Ines")
    ledger = Ledger((BOX,), (used(1, day(1)), waiting))
    assert len(list(seals.not_logged(ledger, (mention,)))) == expected


def test_a_seal_below_class_h_on_a_shipment():
    weak = BatchFact("b1", "HL 0071401", "HL 0071410", "I", day(0))
    assert kinds(used(1, day(1)), batches=(weak,)) == [("not_high", "s1", "HL 0071401")]


def test_deliveries_that_overlap():
    more = BatchFact("b2", "HL 0071410", "HL 0071420", "H", day(1))
    assert kinds(batches=(BOX, more)) == [("overlap", "b2", "HL0071410 to HL0071420")]


def test_a_delivery_within_another():
    more = BatchFact("b2", "HL 0071402", "HL 0071403", "H", day(1))
    last = BatchFact("b3", "HL 0071409", "HL 0071409", "H", day(1))
    assert [row[1] for row in kinds(batches=(BOX, more, last))] == ["b2", "b3"]


def test_a_delivery_that_is_no_run():
    assert kinds(batches=(BatchFact("b2", "HL 9", "HL 1"),)) == [("bad_range", "b2", "HL 9")]


def test_a_count_that_differs():
    count = CountFact("c", DAY, 8)
    assert kinds(used(1, day(1)), counts=(count,)) == [("stock", "c", "8")]


def test_only_the_newest_count_is_compared():
    counts = (CountFact("c1", DAY - timedelta(9), 3), CountFact("c2", DAY, 9))
    assert kinds(used(1, day(1)), counts=counts) == []


def test_stock_of_a_day_in_the_past():
    ledger = Ledger((BOX,), (used(1, day(1)), used(2, day(5))))
    assert seals.expected_stock(ledger, day(4)) == 9


def test_stock_of_one_site():
    other = BatchFact("b2", "KX 1", "KX 5", "H", day(0), site_id="laredo")
    ledger = Ledger((BOX, other), (used(1, day(1)),))
    assert seals.expected_stock(ledger, DAY, "laredo") == 5


def naive(batches, lines, on):
    """What the arithmetic must say, number by number."""
    delivered = {
        n
        for row in batches
        if row.received_on <= on
        for n in range(int(row.first[2:]), int(row.last[2:]) + 1)
    }
    ledger = {int(row.number[2:]): row for row in lines}
    missing = set()
    for row in batches:
        run = range(int(row.first[2:]), int(row.last[2:]) + 1)
        top = max((n for n in run if n in ledger and ledger[n].used_on), default=-1)
        missing |= {n for n in run if n < top and n not in ledger}
    gone = {n for n, row in ledger.items() if n in delivered and (row.issued_on or on) <= on}
    return missing, len(delivered) - len(gone)


@pytest.mark.parametrize("seed", range(40))
def test_random_ledgers_agree_with_counting_one_by_one(seed):
    chance = random.Random(seed)
    batches, start = [], 1
    for number in range(chance.randint(1, 4)):
        size = chance.randint(1, 30)
        came = day(chance.randint(0, 90))
        batches.append(BatchFact(f"b{number}", f"HL{start}", f"HL{start + size - 1}", "H", came))
        start += size + chance.choice((0, 0, 7))
    lines = [
        SealFact(
            str(n), f"HL{n:05}", "used", day(at), "I", day(at) if chance.random() < 0.8 else None
        )
        for n in range(1, start + 5)
        if chance.random() < 0.7
        for at in (chance.randint(60, 200),)
    ]
    on = day(chance.randint(0, 250))
    missing, expected = naive(batches, lines, on)
    told = set()
    for row in seals.gaps(Ledger(batches, lines_used(lines))):
        first, _, last = row.number.partition(" to ")
        told |= set(range(parse(first).value, parse(last or first).value + 1))
    assert told == missing
    assert seals.expected_stock(Ledger(batches, lines), on) == expected


def lines_used(lines):
    """The same lines with the state their days say."""
    return [
        SealFact(row.id, row.number, "used" if row.used_on else "issued", used_on=row.used_on)
        for row in lines
    ]


@pytest.mark.parametrize("seed", range(30))
def test_random_orders_set_aside_as_few_as_possible(seed):
    chance = random.Random(seed)
    order = [chance.randint(0, 9) for _ in range(10)]
    lines = [used(n, day(at)) for n, at in enumerate(order, 1)]
    best = [1] * len(order)
    for at, value in enumerate(order):
        best[at] = 1 + max((best[b] for b in range(at) if order[b] <= value), default=0)
    assert len(list(seals.out_of_order(Ledger((BOX,), lines)))) == len(order) - max(best)


def test_used_on_the_day_it_was_delivered():
    assert kinds(used(1, day(0))) == []


def test_a_delivery_of_another_series_does_not_hide_one():
    far = BatchFact("b0", "AA 1", "AA 999999", "H", day(0))
    assert kinds(used(1, day(1)), batches=(far, BOX)) == []


@pytest.mark.parametrize(
    ("state", "used_on", "expected"),
    [("used", None, 1), ("issued", day(2), 1), ("issued", None, 0), ("destroyed", None, 0)],
)
def test_a_state_or_a_day_says_that_a_seal_was_used(state, used_on, expected):
    weak = BatchFact("b1", "HL 0071401", "HL 0071410", "S", day(0))
    line = SealFact("x", "HL 0071401", state, DAY, "Ines", used_on)
    assert len(list(seals.standards(Ledger((weak,), (line,))))) == expected
