"""Makes the pictures of the manual from the program itself, on the invented company.

    python installer/manual_pictures.py     resources/manual/<language>/<name>.png

Each is a page of the window as it comes up, in every language, with few colors so that it stays
small in packages.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "manual"
WIDE, COLORS = 1000, 48
"""Pixels of a picture, and how many colors it may have."""


def main() -> int:
    """Make all pictures anew and say how large they are."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("CTPAT_DESKTOP_USER", "Amina Farouk")
    sys.path.insert(0, str(ROOT))
    with TemporaryDirectory() as home:
        os.environ["CTPAT_DESKTOP_HOME"] = home
        for code in _languages():
            _make(code, Path(home) / code)
    every = sorted(FOLDER.glob("*/*.png"))
    print(f"{len(every)} pictures, {sum(path.stat().st_size for path in every) // 1024} KiB")
    return 0


def _languages() -> tuple[str, ...]:
    from ctpat_desktop.support.language import LANGUAGES

    return tuple(LANGUAGES)


def _make(code: str, scratch: Path) -> None:
    from ctpat_desktop.catalogue.manual import load_manual
    from ctpat_desktop.cli.demo import SAMPLE_DAY
    from ctpat_desktop.services.samples import sample_file
    from ctpat_desktop.support import language
    from ctpat_desktop.ui.frame.manual_key import place_of
    from ctpat_desktop.ui.screenshots import SCREENS, render_places

    language.use(code)
    scratch.mkdir()
    file = scratch / "sample.ctpat"
    sample_file.create(file, "importer").close()
    known = dict(SCREENS)
    names = sorted({task.picture for task in load_manual().tasks() if task.picture})
    places = {name: known.get(name) or place_of(name) for name in names}
    missing = [name for name, place in places.items() if place is None]
    if missing:
        raise SystemExit(f"no page is called {', '.join(missing)}")
    made = render_places(file, scratch, {n: p for n, p in places.items() if p}, SAMPLE_DAY)
    (FOLDER / code).mkdir(parents=True, exist_ok=True)
    for path in made:
        _shrink(path, FOLDER / code / path.name)


def _shrink(path: Path, to: Path) -> None:
    """Write a picture smaller and in few colors."""
    from PIL import Image

    with Image.open(path) as picture:
        size = (WIDE, picture.height * WIDE // picture.width)
        small = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    small.quantize(COLORS, dither=Image.Dither.NONE).save(to, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
