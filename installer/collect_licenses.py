"""Puts the licenses of the program and of all it runs on into a folder, for a package.

Usage: python installer/collect_licenses.py FOLDER     (new; the package has it as `licenses/`)

Run it with the Python the package is made with: what is installed there is what is collected.
"""

import sys
from pathlib import Path

from ctpat_desktop.support import licenses


def main(folder: str) -> int:
    """Collect; 1 where a part has no text, each named on standard error."""
    found = licenses.collect(Path(folder))
    bare = [one.title for one in found if not one.texts]
    for title in bare:
        print(f"no license text: {title}", file=sys.stderr)
    print(f"{len(found)} licenses in {folder}")
    return 1 if bare else 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
