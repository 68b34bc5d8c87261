"""Writes what the uninstaller removes: every file and folder that was packed, and nothing else.

Usage: python installer/windows/file_list.py FOLDER LIST.nsh

A folder is removed only where it is empty then, so that a workspace somebody saved among the
program's files stays.
"""

import sys
from pathlib import Path

FORBIDDEN = '"$`'
"""What a name in the folder cannot have: it would end or change the string it stands in."""


def lines(folder: Path) -> list[str]:
    """Return the lines of the uninstaller, files first, then folders from the innermost out."""
    found = sorted(folder.rglob("*"))
    names = [path.relative_to(folder).as_posix().replace("/", "\\") for path in found]
    odd = [name for name in names if any(sign in name for sign in FORBIDDEN)]
    if odd:
        raise SystemExit(f"{odd[0]}: a name the uninstaller cannot write")
    kinds = list(zip(found, names, strict=True))
    files = [f'Delete "$INSTDIR\\{name}"' for path, name in kinds if not path.is_dir()]
    folders = [f'RMDir "$INSTDIR\\{name}"' for path, name in reversed(kinds) if path.is_dir()]
    return files + folders


def main(folder: str, target: str) -> None:
    """Write them, in UTF-8 with the mark by which the compiler knows it."""
    text = "".join(f"{line}\n" for line in lines(Path(folder)))
    Path(target).write_text(text, encoding="utf-8-sig", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
