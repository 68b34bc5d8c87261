"""The revisions held for saving a lost file elsewhere: packed or not, they are all there."""

from ctpat_desktop.workspace.journal import MANY, Journal


def revisions(first, count):
    return [
        (
            number,
            "b" * 32,
            "2026-11-21",
            "Jo",
            "Ω",
            "site",
            "s",
            "added",
            '{"a":1}',
            f"{number:064}",
        )
        for number in range(first, first + count)
    ]


def test_packed_revisions_are_the_same_and_in_their_order():
    journal, whole = Journal(), []
    for count in (3, 3 * MANY, MANY + 1, 1, 2, MANY, 5):
        rows = revisions(len(whole), count)
        journal.add(rows)
        whole += rows
        journal.pack()
        assert journal.tip == whole[-1][-1]
    assert journal.rows() == whole


def test_a_packed_journal_needs_less_room():
    journal = Journal()
    journal.add(revisions(0, 3 * MANY))
    journal.pack()
    assert all(isinstance(run, bytes) for run in journal._runs)


def test_nothing_written_has_no_tip():
    journal = Journal()
    journal.add([])
    assert (bool(journal), journal.tip, journal.rows()) == (False, "", [])
