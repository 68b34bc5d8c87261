"""Measures what one guess of a passphrase costs here, beside what SQLCipher itself spends.

python -m tests.faults.guess_cost
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from ctpat_desktop.workspace import keys

TIMES = 9


def median(work: Callable[[], object]) -> float:
    """Return the median of the seconds that some work takes."""
    taken = []
    for _ in range(TIMES):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def guess(path: Path) -> None:
    """Try a wrong passphrase on a file, with SQLCipher's own defaults."""
    with closing(sqlcipher.connect(str(path))) as connection:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("PRAGMA key = 'wrong'")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlcipher.DatabaseError:
            return
        raise AssertionError("The wrong passphrase opened the file.")


def main() -> int:
    """Print the cost of a guess in both, and the rounds of both."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "guess.db"
        with closing(sqlcipher.connect(str(path))) as connection:
            connection.execute("PRAGMA key = 'right'")
            connection.execute("CREATE TABLE t (x)")
            (rounds,) = connection.execute("PRAGMA kdf_iter").fetchone()
        ours = median(lambda: keys.derive("wrong", bytes(keys.SALT)))
        theirs = median(lambda: guess(path))
    sys.stdout.write(f"keys.derive, {keys.ROUNDS} rounds: {ours * 1000:.0f} ms\n")
    sys.stdout.write(f"SQLCipher's default, {rounds} rounds: {theirs * 1000:.0f} ms\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
