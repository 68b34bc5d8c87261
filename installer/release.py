"""Makes what is beside the artifacts of a release, and checks it as a stranger would.

    python installer/release.py sums FOLDER              SBOM, and SHA256SUMS over all files there
    python installer/release.py sign FOLDER --key KEY    SHA256SUMS.minisig; asks for its passphrase
    python installer/release.py check FOLDER --pub PUB   every sum, nothing beside, the signature

The key is the releaser's and stays with them; the public key is published with the program:

    minisign -G -p ctpat-desktop.pub -s ctpat-desktop.key
"""

import argparse
import hashlib
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from installer import pins, sbom

SUMS, SIGNATURE, BILL = "SHA256SUMS", "SHA256SUMS.minisig", "sbom.cdx.json"
APART = {SUMS, SIGNATURE}
_LINE = re.compile(r"([0-9a-f]{64})  ([^/\\\0]+)")


class Wrong(Exception):
    """Something about a release that is to be put right; one line."""


def sums(folder: Path) -> str:
    """Write the bill of materials and the sums of every file, by name; return what was written."""
    sbom.main(str(folder / BILL))
    (folder / SIGNATURE).unlink(missing_ok=True)  # it would be that of other sums
    text = "".join(f"{_hash(path)}  {path.name}\n" for path in _artifacts(folder))
    (folder / SUMS).write_text(text, encoding="utf-8", newline="\n")
    return text


def sign(folder: Path, key: Path) -> None:
    """Sign the sums with the releaser's key; the comment names version and day."""
    version, day = pins.own_version()
    if not key.is_file():
        raise Wrong(f"There is no key {key}.")
    if pins.ROOT in key.resolve().parents:
        raise Wrong(f"{key.name} lies in the source tree; keep the key outside.")
    comment = f"ctpat-desktop {version} {day}"
    paths = ("-m", str(folder / SUMS), "-x", str(folder / SIGNATURE))
    _minisign("-S", "-s", str(key), "-t", comment, *paths, is_heard=False)


def check(folder: Path, public: Path) -> str:
    """Check sums and signature; return the signed comment, or raise what is wrong first."""
    text = (folder / SUMS).read_text(encoding="utf-8")
    words = _minisign(
        "-V", "-p", str(public), "-m", str(folder / SUMS), "-x", str(folder / SIGNATURE)
    )
    named = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match is None or match[2] in named:
            raise Wrong(f"{SUMS} has a line that is none: {line[:60]}")
        named[match[2]] = match[1]
    for path in _artifacts(folder):
        if path.name not in named:
            raise Wrong(f"{path.name} is not among the sums.")
        if _hash(path) != named.pop(path.name):
            raise Wrong(f"{path.name} is not what was released.")
    if named:
        raise Wrong(f"{sorted(named)[0]} is missing.")
    comment = re.search(r"(?m)^Trusted comment: (.*)$", words)
    return comment[1] if comment else ""


def _artifacts(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.iterdir() if path.name not in APART)
    odd = [path.name for path in found if path.is_symlink() or not path.is_file()]
    if odd:
        raise Wrong(f"{odd[0]} is no file; a release has files only.")
    return found


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _minisign(*words: str, is_heard: bool = True) -> str:
    """Run it and return what it says; one that asks for a passphrase speaks for itself."""
    command = ["minisign", *words]
    try:
        run = subprocess.run(command, capture_output=is_heard, text=True, check=False)
    except FileNotFoundError as error:
        raise Wrong("minisign is not installed.") from error
    if run.returncode:
        lines = (run.stderr or run.stdout or "").strip().splitlines()
        raise Wrong(lines[-1] if lines else "minisign refused.")
    return run.stdout or ""


def main(arguments: list[str] | None = None) -> int:
    """Run one step; 1 and one line where something is wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("step", choices=("sums", "sign", "check"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--key", type=Path)
    parser.add_argument("--pub", type=Path)
    args = parser.parse_args(arguments)
    try:
        if args.step == "sums":
            print(sums(args.folder), end="")
        elif args.step == "sign":
            sign(args.folder, args.key or parser.error("--key is needed"))
            print(f"Signed {args.folder / SUMS}")
        else:
            comment = check(args.folder, args.pub or parser.error("--pub is needed"))
            print(f"In order: {comment}")
    except (Wrong, OSError, UnicodeDecodeError) as error:
        print(f"release: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
