#!/bin/sh
# Opens the window; without a display does the same main job headless and says where it went.
set -eu
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ]; then
  exec .venv/bin/ctpat-desktop
fi
echo "There is no display here, so the main job runs headless."
exec .venv/bin/ctpat-desktop demo --to "$1"
