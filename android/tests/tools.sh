#!/usr/bin/env bash
# What check.sh needs on a Debian machine that has no Android SDK: `eval "$(android/tests/tools.sh)"` sets AAPT2, ANDROID_JAR,
# FRAMEWORK_RES, JNA_JAR, ZXING_JAR and TEST_JARS. Small packages are installed; the two big files come from a newer Debian into
# $COUCHPAD_ANDROID_TOOLS (~/.cache/couchpad-android), 75 MB, without touching the system's own list of packages.
# Exit status 3: not to be had here; say "not run" rather than "passed".
set -euo pipefail
home=${COUCHPAD_ANDROID_TOOLS:-$HOME/.cache/couchpad-android}
give_up() { echo "android tools: not available here: $*" >&2; exit 3; }
command -v apt-get >/dev/null || give_up "this is no Debian; name the files yourself, as check.sh says"

small=(aapt libjna-java libzxing-core-java junit4)
missing=()
for package in "${small[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing+=("$package")
done
if [[ ${#missing[@]} -gt 0 ]]; then
  [[ $EUID == 0 ]] || give_up "as root: apt-get install ${missing[*]}"
  { apt-get install -y -qq --no-install-recommends "${missing[@]}" ||
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; }; } >&2 || give_up "${missing[*]}"
fi

mkdir -p "$home"; exec 9>"$home/lock"; flock 9
if [[ ! -e $home/.complete ]]; then
  mirror=$(cat /etc/apt/sources.list.d/debian.sources 2>/dev/null | sed -n 's/^URIs: *\([^ ]*\).*/\1/p' | head -n 1)
  mirror=${mirror:-http://deb.debian.org/debian}
  rm -rf "$home/apt" "$home/root"; mkdir -p "$home"/apt/{lists/partial,cache/archives/partial} "$home/root"; : >"$home/apt/status"
  for suite in sid forky bullseye; do
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main"
  done >"$home/apt/sources.list"
  own=(-o "Dir::State::lists=$home/apt/lists" -o "Dir::State::status=$home/apt/status" -o "Dir::Cache=$home/apt/cache"
    -o "Dir::Etc::sourcelist=$home/apt/sources.list" -o Dir::Etc::sourceparts=- -o Acquire::Languages=none)
  apt-get "${own[@]}" update -qq >&2 || true
  (cd "$home/apt" && apt-get "${own[@]}" download -qq libandroid-23-java android-framework-res) >&2 || give_up "libandroid-23-java"
  for package in "$home"/apt/*.deb; do dpkg-deb -x "$package" "$home/root"; done
  rm -rf "$home/apt"; touch "$home/.complete"
fi

jars=/usr/share/java
cat <<SET
export AAPT2=/usr/bin/aapt2
export ANDROID_JAR=$home/root$jars/com.android.android-23.jar
export FRAMEWORK_RES=$home/root/usr/share/android-framework-res/framework-res.apk
export JNA_JAR=$jars/jna.jar
export ZXING_JAR=$jars/core.jar
export TEST_JARS=$jars/junit4.jar:$jars/hamcrest-core.jar
SET
