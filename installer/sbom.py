"""Writes the bill of materials of a release: CycloneDX JSON, made from the pins alone.

Usage: python installer/sbom.py FILE

The same pins make the same bytes, on any system. No address of a download is in it: a package is
named by its package URL and by the SHA-256 of every file that may be installed for it.
"""

import json
import sys
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from installer import pins

PROGRAM = "ctpat-desktop"


def bill(text: str | None = None) -> dict[str, Any]:
    """Return the bill of materials."""
    version, day = pins.own_version()
    found = pins.runtime(text)
    own = f"{PROGRAM}@{version}"
    known = json.dumps([own, *((pin.name, pin.version, pin.hashes) for pin in found.values())])
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, known)}",
        "version": 1,
        "metadata": {
            "timestamp": f"{day}T00:00:00Z",
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": PROGRAM,
                "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            },
        },
        "components": [_component(pin) for pin in found.values()],
        "dependencies": _dependencies(own, found),
    }


def _component(pin: pins.Pin) -> dict[str, Any]:
    rows = [("ctpat-desktop:file-sha256", value) for value in pin.hashes]
    rows += [("ctpat-desktop:marker", pin.marker)] if pin.marker else []
    return {
        "type": "library",
        "bom-ref": f"{pin.name}@{pin.version}",
        "name": pin.name,
        "version": pin.version,
        "purl": f"pkg:pypi/{pin.name}@{pin.version}",
        "properties": [{"name": name, "value": value} for name, value in rows],
    }


def _dependencies(own: str, found: dict[str, pins.Pin]) -> list[dict[str, Any]]:
    """Return who needs whom, the program first."""
    declared = set(pins.declared())
    direct = [f"{pin.name}@{pin.version}" for pin in found.values() if pin.name in declared]
    rows = [{"ref": own, "dependsOn": direct}]
    for name, pin in found.items():
        needs = [
            f"{other.name}@{other.version}" for other in found.values() if name in other.needed_by
        ]
        rows.append({"ref": f"{pin.name}@{pin.version}", "dependsOn": needs})
    return rows


def main(path: str) -> None:
    """Write it."""
    words = json.dumps(bill(), indent=1, ensure_ascii=False)
    Path(path).write_text(f"{words}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
