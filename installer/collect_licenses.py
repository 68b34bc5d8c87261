"""Puts the licenses of the program and of all it runs on into a folder, for a package.

Usage: python installer/collect_licenses.py FOLDER     (the package has it as `licenses/`)

Run it with the Python the package is made with: what is installed there is what is collected. A
folder it made before is replaced; another one is left alone.
"""

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from ctpat_desktop.support import licenses
from installer import pins


def main(folder: str) -> int:
    """Collect; 1 where a part has no text, each named on standard error."""
    place = Path(folder)
    if (place / licenses.INDEX).is_file():
        shutil.rmtree(place)
    found = licenses.collect(place, pins.declared())
    bare = [one.title for one in found if not one.texts]
    for title in bare:
        print(f"no license text: {title}", file=sys.stderr)
    print(f"{len(found)} licenses in {folder}")
    return 1 if bare else 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
