#!/usr/bin/env bash
# Checks the Android app as far as a machine without Android's SDK can: its manifest and resources link, its Kotlin fits the
# bindings and Android's own classes, and what needs no phone does what its tests say. Gradle does the same and more with the
# real tools; docs/mobile.md tells what is checked where.
#
#   BINDINGS         folder with the Kotlin bindings of the app's library (couchpad-ffi-bindgen writes them)
#   KOTLINC          a Kotlin compiler; KOTLIN_CLASSPATH: kotlin-stdlib and kotlinx-coroutines-core
#   AAPT2, ANDROID_JAR, FRAMEWORK_RES, JNA_JAR, ZXING_JAR, TEST_JARS: `eval "$(android/tests/tools.sh)"` on Debian
#
# With the jar and the resources of an older Android: what is newer is added from newer/ and stubs/, and is checked against them
# alone. The names there are written down from the references of Android and androidx.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd); app=$here/../app/src
for name in BINDINGS KOTLINC KOTLIN_CLASSPATH AAPT2 ANDROID_JAR FRAMEWORK_RES JNA_JAR ZXING_JAR TEST_JARS; do
  [[ -n ${!name:-} ]] || { echo "check.sh: $name is not set; see its head" >&2; exit 2; }
done
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
mkdir "$out"/{java,newer,stubs,run}
sources() { find "$@" -name "${kind:-*.kt}" | sort; }

echo "resources and manifest"
diff <(cd "$here/../../gamepad-app/locales" && ls | sed 's/\.ftl$//' | sort) \
  <(sed -n 's/.*<locale android:name="\(.*\)".*/\1/p' "$app/main/res/xml/locales.xml" | sort)
"$AAPT2" compile --dir "$here/res" -o "$out/stubs.flata"
"$AAPT2" compile --dir "$app/main/res" -o "$out/app.flata"
# Gradle says the package by itself, and these resources do not know what came with Android 14
sed -e 's/<manifest /<manifest package="app.couchpad.pad" /' -e 's/|grammaticalGender|/|/' "$app/main/AndroidManifest.xml" \
  >"$out/AndroidManifest.xml"
"$AAPT2" link -I "$FRAMEWORK_RES" --manifest "$out/AndroidManifest.xml" --min-sdk-version 28 --target-sdk-version 36 \
  --version-code 1 --version-name 0 --auto-add-overlay --java "$out/java" -o "$out/app.apk" "$out/stubs.flata" "$out/app.flata"

echo "classes newer than $(basename "$ANDROID_JAR")"
javac -nowarn -proc:none -d "$out/newer" -cp "$ANDROID_JAR" $(kind='*.java' sources "$here/newer")
java --add-exports java.base/jdk.internal.org.objectweb.asm=ALL-UNNAMED "$here/Merge.java" "$ANDROID_JAR" "$out/newer"
javac -nowarn -proc:none -d "$out/stubs" -cp "$out/newer:$ANDROID_JAR" $(kind='*.java' sources "$here/stubs" "$out/java")
javac -nowarn -proc:none -d "$out/run" $(kind='*.java' sources "$here/run")

echo "bindings"
"$KOTLINC" -nowarn -d "$out/bindings.jar" -cp "$JNA_JAR:$KOTLIN_CLASSPATH" $(sources "$BINDINGS")

echo "shell"
android=$out/newer:$out/stubs:$ANDROID_JAR
"$KOTLINC" -Werror -module-name shell -d "$out/shell.jar" -cp "$out/bindings.jar:$android:$ZXING_JAR:$KOTLIN_CLASSPATH" \
  $(sources "$app/main/kotlin")

echo "tests"
"$KOTLINC" -Werror -Xfriend-paths="$out/shell.jar" -module-name shell_test -d "$out/tests.jar" \
  -cp "$out/shell.jar:$out/bindings.jar:$ZXING_JAR:$TEST_JARS:$KOTLIN_CLASSPATH:$android" $(sources "$app/test/kotlin")
tests=$(cd "$app/test/kotlin" && sources . | sed -e 's|^\./||' -e 's|\.kt$||' -e 's|/|.|g')
java -cp "$out/run:$out/tests.jar:$out/shell.jar:$out/bindings.jar:$ZXING_JAR:$TEST_JARS:$KOTLIN_CLASSPATH:$JNA_JAR:$android" \
  org.junit.runner.JUnitCore $tests
