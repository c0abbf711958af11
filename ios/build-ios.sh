#!/usr/bin/env bash
# Builds Couchpad's Rust for iPhones and for the simulator, and wraps it with its Swift faces: CouchpadNative.
#
#   ios/build-ios.sh            release, for devices and the simulator
#   ios/build-ios.sh --debug    the same without optimisation
#   ios/build-ios.sh --check    only says what is missing, and how to get it (exit status 3)
#
# Then: cd ios && xcodegen && open Couchpad.xcodeproj
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
profile=release check=0
for argument in "$@"; do
  case $argument in
    --debug) profile=dev ;;
    --check) check=1 ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
  esac
done

device=aarch64-apple-ios
simulators=(aarch64-apple-ios-sim x86_64-apple-ios)
native=ios/CouchpadNative
missing=()
need() { command -v "$1" >/dev/null || missing+=("$1: $2"); }

[[ $(uname -s) == Darwin ]] || missing+=("a Mac: Apple's tools for iPhones run nowhere else (the workflow in .github/workflows builds on one)")
need cargo "Rust, from https://rustup.rs"
need rustup "adds the targets for iPhones: https://rustup.rs"
need xcodebuild "Xcode, from the App Store; then: sudo xcode-select -s /Applications/Xcode.app"
need lipo "comes with Xcode: xcode-select --install"
need xcodegen "makes the Xcode project: brew install xcodegen"
if command -v rustup >/dev/null; then
  installed=$(rustup target list --installed 2>/dev/null || true)
  for target in "$device" "${simulators[@]}"; do
    grep -qx "$target" <<<"$installed" || missing+=("Rust's $target: rustup target add $target")
  done
fi
if command -v xcrun >/dev/null && ! xcrun --sdk iphoneos --show-sdk-path >/dev/null 2>&1; then
  missing+=("the SDK of iOS: xcodebuild -downloadPlatform iOS")
fi
if ((${#missing[@]})); then
  echo "To build Couchpad for iPhones these are missing:" >&2
  printf '  %s\n' "${missing[@]}" >&2
  exit 3
fi
((check == 0)) || { echo "Nothing is missing."; exit 0; }

# the oldest system that the app runs on, as in project.yml
export IPHONEOS_DEPLOYMENT_TARGET=16.0
target_dir=${CARGO_TARGET_DIR:-target}
folder=$([[ $profile == dev ]] && echo debug || echo release)
library=libcouchpad_gamepad.a

for target in "$device" "${simulators[@]}"; do
  echo "== Rust for $target"
  # the library is made here alone: a crate type in Cargo.toml would link Bevy once more in every build for a desktop
  cargo rustc --locked --profile "$profile" -p couchpad-gamepad --lib --crate-type staticlib --target "$target"
done

echo "== Swift"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
cargo run --locked --manifest-path core/ffi/host/Cargo.toml --target-dir "$target_dir" -p couchpad-ffi-bindgen -- \
  generate --config core/ffi/uniffi.toml --language swift --no-format --out-dir "$out/swift" "$target_dir/$device/$folder/$library"
rm -rf "$native/Sources" "$native/CouchpadNative.xcframework"
headers=$out/headers
mkdir -p "$headers"
# the two C modules in one map: the headers of a library have one folder
: >"$headers/module.modulemap"
for face in CouchpadFfi CouchpadGamepad; do
  mkdir -p "$native/Sources/$face"
  cp "$out/swift/$face.swift" "$native/Sources/$face/"
  cp "$out/swift/${face}C.h" "$headers/"
  cat "$out/swift/${face}C.modulemap" >>"$headers/module.modulemap"
  echo >>"$headers/module.modulemap"
done

echo "== XCFramework"
mkdir -p "$out/simulator"
slices=()
for target in "${simulators[@]}"; do slices+=("$target_dir/$target/$folder/$library"); done
lipo -create "${slices[@]}" -output "$out/simulator/$library"
xcodebuild -create-xcframework \
  -library "$target_dir/$device/$folder/$library" -headers "$headers" \
  -library "$out/simulator/$library" -headers "$headers" \
  -output "$native/CouchpadNative.xcframework"
echo "Done. Now: cd ios && xcodegen && open Couchpad.xcodeproj"
