#!/bin/sh
# Brings the system packages of one tier: through apt when root on Debian or Ubuntu, else one line
# that names what is missing. Does nothing where all are there.
set -eu
here=$(dirname "$0")
case "${1:-run}" in
  run) lists="packages-run" ;;
  test) lists="packages-run packages-test" ;;
  full) lists="packages-run packages-test packages-full" ;;
  package) lists="packages-run packages-package" ;;
  package-test) lists="packages-run packages-package packages-package-test" ;;
  *) echo "system-packages.sh: unknown tier $1" >&2; exit 2 ;;
esac
command -v dpkg-query >/dev/null 2>&1 || { echo "Not Debian or Ubuntu: see installer/packages-*.txt for what is needed."; exit 0; }
missing=""
for list in $lists; do
  while read -r name; do
    [ -n "$name" ] || continue
    # A library may carry a newer name with the same provider (libglib2.0-0t64 on Ubuntu 24.04).
    dpkg-query -W -f='${Status}\n' "$name" "${name}t64" 2>/dev/null | grep -q '^install ok installed' || missing="$missing $name"
  done < "$here/$list.txt"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then
  echo "Installing:$missing"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # shellcheck disable=SC2086
  apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
  echo "Please install first: sudo apt-get install$missing" >&2
  exit 1
fi
