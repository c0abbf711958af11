#!/usr/bin/env python3
"""Whether what is written for others still holds: the shops' texts keep their limits, the privacy page names every permission
that the apps ask for, paths and chores in docs/mobile.md are there, links lead somewhere, and the workflows pin what they
use. `python3 docs/tests/check.py`; exit status 1 with the reasons. Python's own library is enough; workflows are also
parsed where PyYAML is."""

import plistlib
import re
import struct
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROBLEMS = []
PLAY = ROOT / "android/fastlane/metadata/android"
APPLE = ROOT / "ios/fastlane/metadata"
# the most characters, as the shops count them
PLAY_LIMITS = {"title.txt": 30, "short_description.txt": 80, "full_description.txt": 4000}
APPLE_LIMITS = {
    "name.txt": 30, "subtitle.txt": 30, "keywords.txt": 100, "promotional_text.txt": 170, "description.txt": 4000,
    "release_notes.txt": 4000,
}
PLAY_PICTURES = {"icon.png": (512, 512), "featureGraphic.png": (1024, 500)}
CHANGES = 500
# what is made by a build and not committed
MADE = ("/build/", "gradlew", "local.properties", "signing.properties", "Couchpad.xcodeproj", "CouchpadNative.xcframework",
        "privacy_url.txt", "support_url.txt")


def hold(condition, words):
    if not condition:
        PROBLEMS.append(words)


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def text(path, most):
    """One of a shop's texts: there, within its limit, and without what shops refuse or show badly."""
    name = path.relative_to(ROOT)
    if not path.is_file():
        return hold(False, f"{name} is missing")
    words = path.read_text(encoding="utf-8").removesuffix("\n")
    hold(words.strip() == words and words, f"{name} is empty, or begins or ends with a blank")
    hold(len(words) <= most, f"{name} has {len(words)} characters; {most} are allowed")
    hold(not re.search(r"<[a-z/]|[ \t]$", words, re.M), f"{name} has markup, or blanks at a line's end")


def version():
    """The workspace's version, and the code that android/app/build.gradle.kts makes of it."""
    number = re.search(r'^version = "(\d+)\.(\d+)\.(\d+)"', read("Cargo.toml"), re.M)
    major, minor, patch = map(int, number.groups())
    return f"{major}.{minor}.{patch}", major * 10_000 + minor * 100 + patch


def play():
    languages = [folder for folder in PLAY.iterdir() if folder.is_dir()] if PLAY.is_dir() else []
    hold(any(folder.name == "en-US" for folder in languages), "Google Play has no text in English")
    for folder in languages:
        for name, most in PLAY_LIMITS.items():
            text(folder / name, most)
        text(folder / f"changelogs/{version()[1]}.txt", CHANGES)
    drawn = subprocess.run([sys.executable, ROOT / "android/fastlane/graphics.py", "--check"], capture_output=True, text=True)
    hold(drawn.returncode == 0, drawn.stderr.strip())
    for name, size in PLAY_PICTURES.items():
        path = PLAY / "en-US/images" / name
        head = path.read_bytes()[:26] if path.is_file() else b""
        hold(len(head) == 26 and struct.unpack(">II", head[16:24]) == size and head[25] == 2,
             f"{path.relative_to(ROOT)} is no opaque picture of {size[0]}x{size[1]}")


def apple():
    languages = [folder for folder in APPLE.iterdir() if folder.is_dir()] if APPLE.is_dir() else []
    hold(any(folder.name == "en-US" for folder in languages), "the App Store has no text in English")
    for folder in languages:
        for name, most in APPLE_LIMITS.items():
            text(folder / name, most)
        keywords = (folder / "keywords.txt").read_text(encoding="utf-8").strip().split(",")
        title = (folder / "name.txt").read_text(encoding="utf-8") + (folder / "subtitle.txt").read_text(encoding="utf-8")
        named = set(re.findall(r"\w+", title.lower()))
        wasted = [word for word in keywords if word.lower() in named or word != word.strip()]
        hold(not wasted and len(set(keywords)) == len(keywords), f"keywords.txt: {wasted} are found by the name already, or said twice")
    project = read("ios/project.yml")
    hold(f'MARKETING_VERSION: "{version()[0]}"' in project, f"ios/project.yml is not of version {version()[0]}")


def privacy():
    """Each permission is explained, nothing is explained that is not asked for, and nothing is collected."""
    page = read("docs/privacy.md")
    asked = set(re.findall(r'uses-permission android:name="android\.permission\.(\w+)"', read("android/app/src/main/AndroidManifest.xml")))
    table = page.split("| Android |")[1].split("\n\n")[0]
    told = set(re.findall(r"`([A-Z_]{4,})`", table))
    hold(asked == told, f"docs/privacy.md: permissions {sorted(asked ^ told)} are asked for and not told, or told and not asked for")
    project = read("ios/project.yml")
    uses = set(re.findall(r"NS(\w+)UsageDescription", project))
    hold(uses == {"LocalNetwork", "Camera"}, f"docs/privacy.md tells of iPhones' local network and camera; the app asks for {sorted(uses)}")
    manifest = plistlib.loads((ROOT / "ios/App/Resources/PrivacyInfo.xcprivacy").read_bytes())
    hold(not manifest["NSPrivacyTracking"] and not manifest["NSPrivacyCollectedDataTypes"], "PrivacyInfo.xcprivacy says that something is collected")
    reasons = {reason for use in manifest["NSPrivacyAccessedAPITypes"] for reason in use["NSPrivacyAccessedAPITypeReasons"]}
    told = set(re.findall(r"\b[0-9A-F]{4}\.\d\b", page))
    hold(reasons == told, f"docs/privacy.md: reasons {sorted(reasons ^ told)} of PrivacyInfo.xcprivacy")


def mobile():
    """The paths and chores that docs/mobile.md names."""
    page = read("docs/mobile.md")
    for path in set(re.findall(r"(?<![\w/.-])(?:android|ios|core|docs|xtask|gamepad-app)/[\w./*-]+\w", page)):
        hold(any(part in path for part in MADE) or (ROOT / path).exists(), f"docs/mobile.md: there is no {path}")
    chores = read("xtask/src/cli.rs")
    for chore in set(re.findall(r"cargo xtask mobile (\w+)", page)):
        hold(re.search(rf"^    {chore.capitalize()}[(,]", chores, re.M), f"docs/mobile.md: cargo xtask mobile has no {chore}")
    for key in ("ndk", "compileSdk"):
        value = re.search(rf'^{key} = "(.+)"', read("android/gradle/libs.versions.toml"), re.M).group(1)
        hold(value in page, f"docs/mobile.md: {key} is {value}")
    workflows = read(".github/workflows/android.yml") + read(".github/workflows/ios.yml")
    secrets = set(re.findall(r"secrets\.(\w+)", workflows))
    told = set(re.findall(r"`((?:ANDROID_KEY|APPLE|APP_STORE)[A-Z0-9_]+)`", page))
    hold(secrets == told, f"docs/mobile.md: secrets {sorted(secrets ^ told)}")


def anchors(path):
    """What may stand behind a page's name, as GitHub makes it of headings."""
    heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def links():
    """Every link from page to page, and to what lies in the repository."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"]
    listed = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)
    for name in listed.stdout.splitlines():
        page = ROOT / name
        # one that is being removed; and the template names a page that nobody has written yet
        if not page.is_file() or name == "docs/adr/template.md":
            continue
        for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", page.read_text(encoding="utf-8"))):
            if re.match(r"[a-z]+:", link):
                continue
            path, _, anchor = link.partition("#")
            target = (page.parent / path) if path else page
            hold(target.exists(), f"{name}: {link} leads nowhere")
            if anchor and target.is_file():
                hold(anchor in anchors(target), f"{name}: {target.name} has no heading for #{anchor}")


def steps(tree):
    """All steps of a workflow or an action."""
    if isinstance(tree, dict):
        yield from tree.get("steps") or ()
        for value in tree.values():
            yield from steps(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from steps(value)


def workflows():
    for path in sorted((ROOT / ".github").rglob("*.yml")):
        name, words = path.relative_to(ROOT), path.read_text(encoding="utf-8")
        for used in re.findall(r"uses: (\S+(?: #.*)?)", words):
            pinned = used.startswith("./") or re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used)
            hold(pinned, f"{name}: {used} is not pinned to a commit, with its version behind it")
        hold("pull_request_target" not in words, f"{name}: strangers' code must not run with rights")
        if "workflows" in path.parts:
            hold("\npermissions:\n  contents: read\n" in words, f"{name} asks for more than reading")
        parsed(name, words)


def parsed(name, words):
    try:
        import yaml
    except ImportError:
        return
    tree = yaml.safe_load(words)
    for step in steps(tree):
        script = re.sub(r"\$\{\{.*?\}\}", "x", step.get("run", ""))
        result = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True)
        hold(result.returncode == 0, f"{name}: {step.get('name', step.get('run'))}: {result.stderr.strip()}")
    for job, content in (tree.get("jobs") or {}).items():
        hold("secrets." not in str(content) or content.get("environment") == "release", f"{name}: {job} takes secrets outside of the environment 'release'")


def main():
    for check in (play, apple, privacy, mobile, links, workflows):
        check()
    for problem in PROBLEMS:
        print(problem, file=sys.stderr)
    print("what is written for others: " + (f"{len(PROBLEMS)} problems" if PROBLEMS else "in order"))
    return 1 if PROBLEMS else 0


if __name__ == "__main__":
    sys.exit(main())
