#!/usr/bin/env bash
# What can be tried of the iPhone app without a Mac: the project's files, the Swift package, the generated bindings, and a
# controller in Swift that joins a real receiver on loopback. What a tool is missing for is said as "not run"; with
# COUCHPAD_MUST_TEST=1 it fails instead.
#
#   SWIFT            goes before `swiftc` and `swift`, where they are not on the PATH: a script that runs what follows
#   CLANG            clang, in one word or several (default: clang)
#   RECEIVER         the receiver (default: TARGET/debug/couchpad)
#   CARGO_TARGET_DIR where Cargo builds (default: target)
#   HOST_LIBRARY     libcouchpad_ffi_host.so, and BINDGEN, couchpad-ffi-bindgen (default: both are built)
#   GAMEPAD_LIBRARY  a library of couchpad-gamepad (default: TARGET/debug/libcouchpad_gamepad.rlib)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
target=${CARGO_TARGET_DIR:-target}
receiver=${RECEIVER:-$target/debug/couchpad}
gamepad=${GAMEPAD_LIBRARY:-$target/debug/libcouchpad_gamepad.rlib}
read -ra clang <<<"${CLANG:-clang}"
read -ra swift <<<"${SWIFT:-}"
# inside the repository: whatever runs Swift elsewhere sees this folder
out=$PWD/target/ios-check
mkdir -p "$out"
skipped=0

say() { printf '== ios: %s\n' "$*"; }
skip() {
  if [[ ${COUCHPAD_MUST_TEST:-} == 1 ]]; then
    echo "FAILED, as COUCHPAD_MUST_TEST=1: $*" >&2
    exit 1
  fi
  echo "not run: $*"
  skipped=$((skipped + 1))
}
has_swift() { [[ ${#swift[@]} -gt 0 ]] && [[ -n $(command -v "${swift[0]}") ]] || command -v swiftc >/dev/null; }

project() {
  say "project, pictures, scripts"
  local status=3 python
  # the system's own Python has what the system's packages bring
  for python in python3 /usr/bin/python3; do
    ((status == 3)) || break
    status=0
    "$python" ios/tests/project.py || status=$?
  done
  case $status in
    0) ;;
    3 | 127) skip "the project's check, for want of PyYAML" ;;
    *) exit 1 ;;
  esac
  python3 ios/tools/icon.py --check
  bash -n ios/build-ios.sh
  # where something is missing it says what, and how to get it
  status=0
  ios/build-ios.sh --check >"$out/missing" 2>&1 || status=$?
  if [[ $status != 0 ]] && { [[ $status != 3 ]] || ! grep -q 'rustup target add aarch64-apple-ios\|xcodegen\|Xcode' "$out/missing"; }; then
    cat "$out/missing" >&2
    exit 1
  fi
}

# The class and the call of winit that the app's window relies on are those of the version in Cargo.lock.
winit() {
  say "winit's window"
  local version sources
  version=$(sed -n '/^name = "winit"$/{n;s/^version = "\(.*\)"/\1/p}' Cargo.lock)
  sources=$(ls -d "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/winit-"$version"/src/platform_impl/ios 2>/dev/null | head -n 1)
  if [[ -z $sources ]]; then
    skip "winit's sources are not unpacked (cargo fetch)"
    return
  fi
  local class
  class=$(sed -n 's/.*static let windowClass = "\(.*\)"/\1/p' ios/App/Screen/Stage.swift)
  grep -q "const NAME: &'static str = \"$class\"" "$sources/window.rs"
  grep -q 'window.makeKeyAndVisible()' "$sources/app_state.rs"
}

bindings() {
  say "bindings"
  local library=${HOST_LIBRARY:-} host=core/ffi/host/Cargo.toml
  bindgen=${BINDGEN:-$target/debug/couchpad-ffi-bindgen}
  if [[ -z $library || -z ${BINDGEN:-} ]]; then
    cargo build --locked --quiet --manifest-path $host --target-dir "$target" --workspace
    library=$target/debug/libcouchpad_ffi_host.so
    [[ -e $library ]] || library=${library%.so}.dylib
  fi
  cp "$library" "$out/"
  faces "$library"
  # the shell's own face, out of the app's library for Rust: nothing has to be linked for it
  rm -f "$out"/*CouchpadGamepad*
  if [[ ! -e $gamepad ]]; then
    skip "the shell's face against Rust, for there is no $gamepad (cargo build --workspace)"
  elif ! grep -q UNIFFI_META_COUCHPAD_GAMEPAD "$gamepad"; then
    skip "the shell's face against Rust, for $gamepad has none"
  else
    cp "$gamepad" "$out/libcouchpad_gamepad.a"
    faces "$out/libcouchpad_gamepad.a"
  fi
}

faces() {
  "$bindgen" generate --config core/ffi/uniffi.toml --language swift --no-format --out-dir "$out" "$1"
}

headers() {
  say "C headers for iOS"
  if ! command -v "${clang[0]}" >/dev/null; then
    skip "C headers, for want of clang"
    return
  fi
  local header
  for header in "$out"/*C.h ios/App/Couchpad-Bridging.h; do
    "${clang[@]}" --target=arm64-apple-ios16 -ffreestanding -std=c11 -Wall -Werror -fsyntax-only -x c "$header" -Wno-pragma-once-outside-header
  done
}

package() {
  say "CouchpadKit"
  "${swift[@]}" swift test --package-path ios/CouchpadKit --scratch-path "$out/kit" -Xswiftc -warnings-as-errors
}

parses() {
  say "every Swift file parses"
  local files
  mapfile -t files < <(find ios/App ios/CouchpadKit ios/CouchpadNative/Package.swift ios/tests -name '*.swift' | sort)
  # shellcheck disable=SC2016
  "${swift[@]}" bash -c 'for file; do swiftc -frontend -parse "$file" || exit 1; done' bash "${files[@]}"
}

# A Swift module of its own, as a static library: NAME FILES...
module() {
  local name=$1
  shift
  "${swift[@]}" swiftc -swift-version 5 -parse-as-library -emit-module -emit-library -static -module-name "$name" \
    -emit-module-path "$out/$name.swiftmodule" -o "$out/lib$name.a" -I "$out" "${maps[@]}" "$@"
}

joins() {
  say "a controller in Swift"
  maps=(-Xcc "-fmodule-map-file=$out/CouchpadFfiC.modulemap")
  module CouchpadFfi "$out/CouchpadFfi.swift"
  module CouchpadKit ios/CouchpadKit/Sources/CouchpadKit/*.swift
  if [[ -e $out/CouchpadGamepad.swift ]]; then
    maps+=(-Xcc "-fmodule-map-file=$out/CouchpadGamepadC.modulemap")
    module CouchpadGamepad "$out/CouchpadGamepad.swift"
    app_types
  fi
  "${swift[@]}" swiftc -swift-version 5 -o "$out/join" -I "$out" "${maps[@]}" ios/tests/join/*.swift \
    ios/App/Bridge/KeyStoreFace.swift ios/App/Bridge/SearchFace.swift -L "$out" -lCouchpadFfi -lCouchpadKit -lcouchpad_ffi_host \
    -Xlinker -rpath -Xlinker "$out"
  if [[ ! -x $receiver ]]; then
    skip "joining, for there is no $receiver (cargo build --workspace)"
    return
  fi
  with_receiver
}

# The app's sources against what Apple's frameworks look like (see ios/tests/stubs): all but the file that needs Objective-C.
app_types() {
  say "the app's types"
  local stubs=$out/stubs name files options=(-swift-version 5 -Xfrontend -enable-objc-interop)
  mkdir -p "$stubs"
  for name in os ObjectiveC Security Network CoreHaptics CoreMotion UIKit AVFoundation; do
    "${swift[@]}" swiftc "${options[@]}" -parse-as-library -emit-module -module-name $name \
      -emit-module-path "$stubs/$name.swiftmodule" -I "$stubs" "ios/tests/stubs/$name.swift"
  done
  mapfile -t files < <(find ios/App -name '*.swift' ! -name WindowWatch.swift | sort)
  "${swift[@]}" swiftc "${options[@]}" -warnings-as-errors -typecheck -I "$out" -I "$stubs" "${maps[@]}" \
    -import-objc-header ios/App/Couchpad-Bridging.h "${files[@]}" ios/tests/stubs/WindowWatch.swift
}

# Starts a receiver of its own on loopback, runs the program against it, and ends it.
with_receiver() {
  local home log status=0
  home=$(mktemp -d)
  log=$home/events
  XDG_DATA_HOME=$home XDG_CONFIG_HOME=$home XDG_STATE_HOME=$home "$receiver" --display none --events json --events-to "$log" \
    --bind 127.0.0.1:0 --no-discovery --receiver-name Den --game arkanoid --exit-after 300 2>"$home/log" &
  local pid=$!
  local tries=0
  until grep -q listening "$log" 2>/dev/null; do
    tries=$((tries + 1))
    if ((tries > 600)) || ! kill -0 "$pid" 2>/dev/null; then
      cat "$home/log" >&2
      exit 1
    fi
    sleep 0.1
  done
  local link code
  link=$(sed -n 's/.*"join":"\([^"]*\)".*/\1/p;q' "$log")
  code=$(sed -n 's/.*"code":"\([^"]*\)".*/\1/p;q' "$log")
  "${swift[@]}" "$out/join" "$link" "$code" || status=$?
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  if ((status != 0)); then
    grep -v listening "$log" | tail -n 20 >&2
    tail -n 20 "$home/log" >&2
  fi
  rm -rf "$home"
  return $status
}

project
winit
bindings
headers
if has_swift; then
  parses
  package
  joins
else
  skip "everything in Swift, for there is no swiftc (https://www.swift.org/install, or SWIFT=...)"
fi
if ((skipped > 0)); then
  echo "ios: passed, but for $skipped that were not run"
else
  echo "ios: passed"
fi
