#!/bin/sh
# Makes the disk image of the app bundle that installer/ctpat-desktop.spec makes: signed with the
# hardened runtime, notarized and stapled where an identity is named, else for trying out only.
#
#   sh installer/macos/make_dmg.sh "dist/CTPAT Desktop.app" 1.0.0 dist/ctpat-desktop-1.0.0-arm64.dmg
#
# SIGN_IDENTITY   "Developer ID Application: NAME (TEAM)", in the keychain of the releaser
# NOTARY_PROFILE  made once with: xcrun notarytool store-credentials NAME
set -eu
here=$(cd "$(dirname "$0")" && pwd)
app=${1:?the app bundle} version=${2:?the version} image=${3:?the disk image to make}
[ "$(uname -s)" = Darwin ] || { echo "make_dmg.sh: this runs on macOS only." >&2; exit 2; }
[ -d "$app" ] || { echo "make_dmg.sh: there is no $app." >&2; exit 2; }
[ ! -e "$image" ] || { echo "make_dmg.sh: $image is there already." >&2; exit 2; }
plutil -lint "$app/Contents/Info.plist"
said=$(plutil -extract CFBundleShortVersionString raw "$app/Contents/Info.plist")
[ "$said" = "$version" ] || { echo "make_dmg.sh: the bundle is of version $said." >&2; exit 2; }

if [ -n "${SIGN_IDENTITY:-}" ]; then
  # From the inside out: every library first, the bundle last; --deep would miss what is in data folders.
  find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' -o -perm -u+x \) -print0 |
    xargs -0 codesign --force --timestamp --options runtime --sign "$SIGN_IDENTITY"
  codesign --force --timestamp --options runtime --entitlements "$here/entitlements.plist" \
    --sign "$SIGN_IDENTITY" "$app"
  codesign --verify --strict --verbose=2 "$app"
else
  echo "make_dmg.sh: no SIGN_IDENTITY: signed ad hoc; other Macs refuse it." >&2
  codesign --force --deep --sign - "$app"
fi
"$app/Contents/MacOS/ctpat-desktop" --self-test

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -volname "CTPAT Desktop $version" -srcfolder "$stage" -fs HFS+ -format UDZO "$image"

if [ -n "${SIGN_IDENTITY:-}" ] && [ -n "${NOTARY_PROFILE:-}" ]; then
  codesign --force --timestamp --sign "$SIGN_IDENTITY" "$image"
  xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
  xcrun stapler staple "$image"
  spctl --assess --type open --context context:primary-signature --verbose=2 "$image"
fi
