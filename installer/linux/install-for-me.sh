#!/bin/sh
# Puts CTPAT Desktop into your own menu, with its icon and *.ctpat files; no administrator needed.
# With --uninstall takes it out again. Workspaces, settings and this folder stay either way.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$data/applications/ctpat-desktop.desktop
types=$data/mime/packages/ctpat-desktop.xml
link=$HOME/.local/bin/ctpat-desktop

refresh() {
  # Each of these tools may be missing; the desktop then notices the files by itself, later.
  if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$data/applications" || true; fi
  if command -v update-mime-database >/dev/null; then update-mime-database "$data/mime" || true; fi
}

pictures() {
  (cd "$here/share/icons" && find . -type f -name 'ctpat-desktop.*')
}

remove() {
  rm -f "$entry" "$types"
  pictures | while IFS= read -r name; do rm -f "$data/icons/$name"; done
  if [ -L "$link" ]; then rm -f "$link"; fi
}

# A path as the Exec line of a desktop entry wants it: in quotes, with what is special marked twice.
quoted() {
  printf '%s' "$1" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g' -e 's/.*/"&"/'
}

case "${1:-}" in
  --uninstall)
    remove
    refresh
    echo "CTPAT Desktop is no longer in your menu. Your workspaces and settings are untouched."
    echo "To remove the program itself, delete this folder: $here"
    exit 0 ;;
  "") ;;
  *) echo "Usage: install-for-me.sh [--uninstall]" >&2; exit 2 ;;
esac

mkdir -p "$data/applications" "$data/mime/packages" "$HOME/.local/bin"
line=$(quoted "$here/ctpat-desktop")
while IFS= read -r text; do
  case $text in
    Exec=*) printf 'Exec=%s %%f\n' "$line" ;;
    *) printf '%s\n' "$text" ;;
  esac
done <"$here/share/applications/ctpat-desktop.desktop" >"$entry"
cp "$here/share/mime/packages/ctpat-desktop.xml" "$types"
pictures | while IFS= read -r name; do
  mkdir -p "$data/icons/$(dirname "$name")"
  cp "$here/share/icons/$name" "$data/icons/$name"
done
if [ -L "$link" ] || [ ! -e "$link" ]; then ln -sfn "$here/ctpat-desktop" "$link"; fi
refresh
echo "CTPAT Desktop is in your menu, and opens *.ctpat files."
