"""A desktop session with a real keyring, for tests that ask one."""

import json
import os
import subprocess
import sys
from pathlib import Path
from shlex import quote


class Session:
    """A desktop session of its own: D-Bus, and gnome-keyring unless told otherwise."""

    def __init__(self, folder):
        self.folder = folder
        self.run_folder = folder / "run"
        self.run_folder.mkdir(mode=0o700)
        unneeded = ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "PYTHON_KEYRING_BACKEND")
        self.environment = {k: v for k, v in os.environ.items() if k not in unneeded}
        self.environment |= {"HOME": str(folder), "XDG_RUNTIME_DIR": str(self.run_folder)}
        self.environment |= {"PYTHONPATH": str(Path.cwd()), "XDG_DATA_HOME": str(folder / "data")}

    def run(self, *commands, daemon="gnome-keyring-daemon --unlock --components=secrets"):
        """Run commands (lists of words) in one session; return their output lines as values."""
        script = [f"printf pw | {daemon} >/dev/null 2>&1"] if daemon else []
        for number, command in enumerate(commands):
            path = self.folder / f"step-{number}.json"
            path.write_text(json.dumps(command))
            script.append(f"{quote(sys.executable)} -c '{STEP}' {quote(str(path))}")
        done = subprocess.run(
            ["dbus-run-session", "--", "bash", "-c", "\n".join(script)],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


STEP = """import json, subprocess, sys
done = subprocess.run(json.load(open(sys.argv[1])), capture_output=True, text=True)
sys.stdout.write(done.stdout if done.stdout.startswith(("[", "\\"", "t", "f")) else "")
sys.stderr.write(done.stderr)
if "ctpat_desktop" in done.args:
    print(json.dumps([done.returncode, done.stdout, done.stderr]))"""
