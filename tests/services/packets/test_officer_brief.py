"""The officer's brief has two pages whatever the year was like, and says what changed."""

import subprocess
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.packets import briefing, issuing, record_signature, store
from ctpat_desktop.support import language
from tests.services.trade.trading import TODAY, Importer

LAST_YEAR = date(2025, 11, 20)


@pytest.fixture
def importer(workspace):
    return Importer(workspace)


@pytest.fixture
def second_year(importer):
    """An importer whose packet of last year was signed."""
    packet = issuing.issue(Scope.of(importer.workspace, importer.account_id, LAST_YEAR))
    pdf = store.issued(importer.workspace, packet).pdf
    record_signature.record_scan(
        importer.workspace, packet, pdf, record_signature.ByHand(("Dana Okoro",), LAST_YEAR)
    )
    return importer


def brief_of(importer):
    return briefing.brief_of(Scope.of(importer.workspace, importer.account_id, TODAY))


def pages(importer):
    pdf = briefing.brief_pdf(Scope.of(importer.workspace, importer.account_id, TODAY))
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_the_first_packet_has_nothing_to_compare_with(importer):
    assert brief_of(importer).is_first
    assert "This is the first packet" in pages(importer)[0]


def test_a_year_without_change_is_said(second_year):
    assert brief_of(second_year).changes == ()
    assert "The packet says the same as last year's." in pages(second_year)[0]


def test_a_brief_in_another_language_compares_what_is_meant_and_not_words(second_year):
    with language.speaking("fr_CA"):
        assert brief_of(second_year).changes == ()
        second_year.change("bond", second_year.bond, kind="single")
        (row,) = brief_of(second_year).changes
    assert row.what.startswith("Cautionnement ")
    assert row.before.startswith("Continuous")
    assert not row.now.startswith("Single")


def test_what_the_packet_says_otherwise_is_told_with_both_values(second_year):
    second_year.change("bond", second_year.bond, amount=80_000)
    other = second_year.add("identifier", kind="ior", value="98-765432100")
    second_year.add(
        "covered_ior", identifier_id=other, legal_name="Brassline West", is_selected=True
    )
    told = {(row.what, row.before, row.now) for row in brief_of(second_year).changes}
    assert told == {
        (
            "Bond 9000001",
            "Continuous, Norrland Surety, 50,000 USD",
            "Continuous, Norrland Surety, 80,000 USD",
        ),
        ("IOR number 98-765432100", "", "Brassline West"),
    }


def test_what_fell_away_is_told_too(second_year):
    second_year.change("officer_authority", second_year.authority, contact_id=None)
    told = [(row.what, row.before, row.now) for row in brief_of(second_year).changes]
    assert ("Authority of Dana Okoro", "Board resolution", "") in told


def test_changes_since_the_last_signature_say_whether_they_were_reported(second_year):
    second_year.add("trade_change", what="New broker", kind="broker", happened_on=date(2026, 1, 5))
    second_year.add("trade_change", what="Before it", kind="broker", happened_on=date(2025, 1, 5))
    assert brief_of(second_year).happened == (
        "01/05/2026: New broker (Customs broker; not reported yet)",
    )


def test_the_year_in_numbers_counts_since_the_last_signature(second_year):
    test = second_year.add("self_test", title="Value", done_on=date(2026, 2, 1))
    for line, is_error in enumerate((True, False, False, False)):
        second_year.add("tested_line", self_test_id=test, line=str(line), is_error=is_error)
    second_year.add("disclosure", title="Rate", found_on=date(2026, 2, 2), state="open")
    second_year.add("detention", entry_number="E", presented_on=date(2026, 3, 1), result="released")
    assert brief_of(second_year).figures == (
        ("Self-tests done", "1"),
        ("Lines with an error", "1 of 4 (25.0 %)"),
        ("Errors found", "1, of which 1 open"),
        ("Detentions", "1, of which 0 open"),
    )


def test_overdue_duties_are_still_open(second_year):
    assert "Annual Notification Letter: was due on 04/10/2026." in brief_of(second_year).open_points


@pytest.mark.parametrize("count", [0, 3, 40])
def test_the_brief_always_has_two_pages(second_year, count):
    long = "A very long sentence about what changed in this company during the year " * 4
    for number in range(count):
        second_year.add(
            "trade_change", what=f"{number} {long}", kind="system", happened_on=date(2026, 1, 5)
        )
        key = second_year.add("identifier", kind="ior", value=f"55-{number:09}")
        second_year.add("covered_ior", identifier_id=key, legal_name=long, is_selected=True)
    told = pages(second_year)
    assert len(told) == 2
    assert "What you sign" in told[1]
    if count == 40:
        assert "more." in told[0]


def test_the_brief_says_who_signs_what(second_year):
    told = pages(second_year)[1]
    for words in ("Dana Okoro, Vice President", "12-345678900", "The company undertakes"):
        assert words in told


def test_pdftotext_reads_the_brief(second_year):
    pdf = briefing.brief_pdf(Scope.of(second_year.workspace, second_year.account_id, TODAY))
    told = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    assert "What changed since last year" in told.stdout.decode()
