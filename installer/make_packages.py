"""Builds the folder of the program for Linux, and from it the .deb and the .tar.gz.

Run by `make package` in the environment of constraints-package.txt. Two runs of one commit write
the same bytes: times are those of the commit, owners are 0, lists are sorted.
"""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
from pathlib import Path

from package_parts import version

ROOT = Path(__file__).resolve().parents[1]
LINUX = ROOT / "installer/linux"
NAME = "ctpat-desktop"
INSIDE = f"usr/lib/{NAME}"
"""Where the folder stands on a Debian system."""


def main(target):
    """Build everything into a folder."""
    target.mkdir(parents=True, exist_ok=True)
    folder = built(target)
    shared = target / "share"
    words = {"VERSION": version(ROOT), "DATE": time.strftime("%Y-%m-%d", time.gmtime(moment()))}
    share(shared, words)
    made = [deb(target, folder, shared, words), tar(target, folder, shared, words)]
    print(f"{'installed':44} {size(folder) / 1e6:7.1f} MB")
    for path in made:
        print(f"{path.name:44} {path.stat().st_size / 1e6:7.1f} MB")


def debian_version():
    """Return the version as Debian sorts it: a candidate is older than what it is one for."""
    return re.sub(r"\.?(a|b|rc|dev)(\d+)$", r"~\1\2", version(ROOT))


def moment():
    """Return the time every file gets: SOURCE_DATE_EPOCH, else that of the newest commit."""
    if "SOURCE_DATE_EPOCH" not in os.environ:
        command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
        answer = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
        os.environ["SOURCE_DATE_EPOCH"] = answer or str(int(time.time()))
    return int(os.environ["SOURCE_DATE_EPOCH"])


def built(target):
    """Run PyInstaller; return the folder, with the rights and times packages want."""
    collector = ROOT / "installer/collect_licenses.py"
    if collector.is_file():
        subprocess.run([sys.executable, str(collector), str(ROOT / "licenses")], check=True)
    work = target / "work"
    surroundings = os.environ | {
        "SOURCE_DATE_EPOCH": str(moment()),
        "PYTHONHASHSEED": "1",
        "PYINSTALLER_CONFIG_DIR": str(work / "cache"),
    }
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(target), "--workpath", str(work)]
    spec = str(ROOT / f"installer/{NAME}.spec")
    subprocess.run([*command, spec], check=True, env=surroundings, cwd=ROOT)
    folder = target / NAME
    settle(folder)
    (folder / NAME).chmod(0o755)
    return folder


def share(shared, words):
    """Write what a desktop wants to know: entry, icons, file type, description, manual."""
    shutil.rmtree(shared, ignore_errors=True)
    for source, place in (
        (f"{NAME}.desktop", f"applications/{NAME}.desktop"),
        (f"{NAME}-mime.xml", f"mime/packages/{NAME}.xml"),
        (f"{NAME}.metainfo.xml", f"metainfo/{NAME}.metainfo.xml"),
        (f"{NAME}.1", f"man/man1/{NAME}.1"),
    ):
        write(shared / place, filled(LINUX / source, {**words, "VERBS": verbs()}))
    icons = ROOT / "resources/icons"
    for picture in sorted(icons.glob(f"{NAME}-*.png")):
        pixels = picture.stem.rpartition("-")[2]
        copy(picture, shared / f"icons/hicolor/{pixels}x{pixels}/apps/{NAME}.png")
    copy(icons / f"{NAME}.svg", shared / f"icons/hicolor/scalable/apps/{NAME}.svg")
    settle(shared)


def verbs():
    """Return the verbs with what they do, as the manual lists them."""
    sys.path.insert(0, str(ROOT))
    from ctpat_desktop import cli

    (group,) = (action for action in cli.parser()._actions if action.metavar == "VERB")
    rows = [(row.dest, row.help) for row in group._choices_actions]
    return "\n".join(f".TP\n.B {name}\n{words}" for name, words in rows)


def deb(target, folder, shared, words):
    """Write the Debian package."""
    stage = target / "deb"
    shutil.rmtree(stage, ignore_errors=True)
    shutil.copytree(folder, stage / INSIDE, symlinks=True)
    shutil.copytree(shared, stage / "usr/share")
    program = stage / "usr/bin" / NAME
    program.parent.mkdir()
    program.symlink_to(f"../lib/{NAME}/{NAME}")
    manual = stage / f"usr/share/man/man1/{NAME}.1"
    squeeze(manual, manual.read_bytes())
    manual.unlink()
    papers = stage / f"usr/share/doc/{NAME}"
    copy(LINUX / "copyright", papers / "copyright")
    squeeze(papers / "changelog", changelog().encode())
    squeeze(papers / "NEWS", (ROOT / "CHANGELOG.md").read_bytes())
    copy(LINUX / "lintian-overrides", stage / f"usr/share/lintian/overrides/{NAME}")
    write(stage / "DEBIAN/md5sums", sums(stage))
    lines = (LINUX / "depends.txt").read_text(encoding="utf-8").splitlines()
    words = words | {"VERSION": debian_version(), "DEPENDS": ", ".join(filter(None, lines))}
    words["SIZE"] = str(-(-size(stage / "usr") // 1024))
    write(stage / "DEBIAN/control", filled(LINUX / "control", words))
    settle(stage, keep=stage / INSIDE / NAME)
    path = target / f"{NAME}_{debian_version()}_amd64.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--threads-max=1", "--build"]
    subprocess.run([*command, str(stage), str(path)], check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(stage)
    return path


def changelog():
    """Return Debian's list of changes: one entry, which names ours."""
    day = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(moment()))
    sender = re.search(r"Maintainer: (.+)", (LINUX / "control").read_text(encoding="utf-8"))[1]
    entry = f"  * Version {version(ROOT)}; what is new is in NEWS.gz beside this file."
    return f"{NAME} ({debian_version()}) stable; urgency=medium\n\n{entry}\n\n -- {sender}  {day}\n"


def tar(target, folder, shared, words):
    """Write the archive for people without an administrator."""
    top = f"{NAME}-{version(ROOT)}"
    stage = target / top
    shutil.rmtree(stage, ignore_errors=True)
    shutil.copytree(folder, stage, symlinks=True)
    shutil.copytree(shared, stage / "share")
    write(stage / "README.txt", filled(LINUX / "README.txt", words))
    copy(LINUX / "install-for-me.sh", stage / "install-for-me.sh")
    copy(ROOT / "LICENSE", stage / "LICENSE")
    settle(stage, keep=stage / NAME)
    (stage / "install-for-me.sh").chmod(0o755)
    path = target / f"{NAME}-{version(ROOT)}-linux-x86_64.tar.gz"
    with (
        path.open("wb") as plain,
        gzip.GzipFile("", "wb", 6, plain, moment()) as squeezed,
        tarfile.open(fileobj=squeezed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for entry in [stage, *sorted(stage.rglob("*"))]:
            name = entry.relative_to(target).as_posix()
            archive.add(entry, name, recursive=False, filter=plainly)
    shutil.rmtree(stage)
    return path


def plainly(entry):
    """Return an entry of an archive without anything of this computer."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = moment()
    return entry


def filled(path, words):
    """Return a text with its @WORDS@ put in."""
    text = path.read_text(encoding="utf-8")
    return re.sub(r"@([A-Z]+)@", lambda found: words[found[1]], text)


def write(path, text):
    """Write a text, and the folders it stands in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def copy(source, target):
    """Copy a file, and make the folders it stands in."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def squeeze(path, content):
    """Write `path`.gz as Debian wants it: as small as it goes, without time and name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Path(f"{path}.gz").write_bytes(gzip.compress(content, 9, mtime=0))


def sums(stage):
    """Return the sums of all files, as dpkg checks them."""
    files = [path for path in sorted(stage.rglob("*")) if path.is_file() and not path.is_symlink()]
    return "".join(
        f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(stage)}\n"
        for path in files
    )


def settle(folder, keep=None):
    """Give all files plain rights and one time; `keep` is a program."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == keep else 0o644)
        os.utime(path, (moment(), moment()), follow_symlinks=False)


def size(folder):
    """Return the bytes of all files in a folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "out/package").resolve())
