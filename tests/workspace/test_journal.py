"""The revisions held for saving a lost file elsewhere: packed or not, they are all there."""

from ctpat_desktop.workspace.journal import MANY, Journal, Run


def step(first, count):
    same = (f"{first:032}", "2026-11-21", "Jo", "Ω")
    numbers = range(first, first + count)
    return Run(same, [(n, "site", "s", "added", '{"a":1}', f"{n:064}") for n in numbers])


def stored(run):
    return [(row[0], *run.same, *row[1:]) for row in run.rows]


def test_packed_revisions_are_the_same_and_in_their_order():
    journal, whole = Journal(), []
    for count in (3, 3 * MANY, MANY + 1, 1, 2, MANY, 5):
        run = step(len(whole), count)
        journal.add(run)
        whole += stored(run)
        journal.pack()
        assert journal.tip == whole[-1][-1]
    assert journal.rows() == whole


def test_a_packed_journal_needs_less_room():
    journal = Journal()
    journal.add(step(0, 3 * MANY))
    journal.pack()
    assert all(isinstance(run, bytes) for run in journal._runs)


def test_nothing_written_has_no_tip():
    journal = Journal()
    journal.add(Run((), ()))
    assert (bool(journal), journal.tip, journal.rows()) == (False, "", [])
