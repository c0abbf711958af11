#!/usr/bin/env python3
"""Whether ios/project.yml holds together, without Xcode: every path that it names is there, every key is one that xcodegen
knows, and Info.plist says what the code relies on. Exit status 3: there is no PyYAML here."""

import json
import plistlib
import re
import sys
from pathlib import Path

try:
    import yaml
except ImportError:
    print("there is no PyYAML here (Debian: python3-yaml; else: pip install pyyaml)", file=sys.stderr)
    sys.exit(3)

IOS = Path(__file__).resolve().parent.parent
PROJECT = yaml.safe_load((IOS / "project.yml").read_text())
# xcodegen's ProjectSpec, as far as it is used here
KEYS = {
    "": {"name", "options", "packages", "settings", "targets", "schemes"},
    "options": {"minimumXcodeGenVersion", "bundleIdPrefix", "deploymentTarget", "createIntermediateGroups", "developmentLanguage"},
    "target": {"type", "platform", "sources", "dependencies", "settings", "info"},
    "source": {"path", "excludes", "buildPhase"},
    "dependency": {"package", "products", "sdk"},
}
PROBLEMS = []


def hold(condition, words):
    if not condition:
        PROBLEMS.append(words)


def known(kind, table):
    hold(set(table) <= KEYS[kind], f"{kind or 'project'}: unknown {sorted(set(table) - KEYS[kind])}")


def paths(target):
    """Everything that is named is there, and every Swift file of the app is in it."""
    for source in target["sources"]:
        known("source", source)
        hold((IOS / source["path"]).exists(), f"no {source['path']}")
    hold((IOS / target["settings"]["base"]["SWIFT_OBJC_BRIDGING_HEADER"]).is_file(), "no bridging header")
    hold("App" in [source["path"] for source in target["sources"]], "the app's own sources are left out")
    for name, package in PROJECT["packages"].items():
        manifest = IOS / package["path"] / "Package.swift"
        hold(manifest.is_file() and f'name: "{name}"' in manifest.read_text(), f"package {name} is not at {package['path']}")


def dependencies(target):
    """Each module that the app imports is a dependency, and the other way round."""
    given = set()
    for dependency in target["dependencies"]:
        known("dependency", dependency)
        if "sdk" in dependency:
            given.add(dependency["sdk"].removesuffix(".framework"))
        else:
            hold(dependency["package"] in PROJECT["packages"], f"no package {dependency['package']}")
            given.update(dependency.get("products", [dependency["package"]]))
    text = "\n".join(file.read_text() for file in (IOS / "App").rglob("*.swift"))
    imported = set(re.findall(r"^import (\w+)$", text, re.M)) - {"Foundation", "ObjectiveC", "os"}
    hold(imported == given, f"imported {sorted(imported)}, given {sorted(given)}")


def info(plist, code):
    """What the code and the protocol rely on."""
    scene = plist["UIApplicationSceneManifest"]["UISceneConfigurations"]["UIWindowSceneSessionRoleApplication"][0]
    delegate = scene["UISceneDelegateClassName"].removeprefix("$(PRODUCT_MODULE_NAME).")
    hold(f"class {delegate}: UIResponder, UIWindowSceneDelegate" in code, f"no scene delegate {delegate}")
    announced = re.search(r'SERVICE_TYPE: &str = "(.+)\.local\."', (IOS.parent / "core/src/discovery/mod.rs").read_text())
    service = announced.group(1) if announced else ""
    hold(plist["NSBonjourServices"] == [service], f"receivers announce {service!r}")
    hold(f'static let type = "{service}"' in code, "the search looks for another type")
    hold(["couchpad"] == plist["CFBundleURLTypes"][0]["CFBundleURLSchemes"], "couchpad:// does not open the app")
    spoken = {file.stem for file in (IOS.parent / "gamepad-app/locales").glob("*.ftl")}
    hold(set(plist["CFBundleLocalizations"]) == spoken, f"the app speaks {sorted(spoken)}")
    asked = {key: plist.get(key, "") for key in ("NSLocalNetworkUsageDescription", "NSCameraUsageDescription")}
    for key, words in asked.items():
        hold(len(words) > 20, f"{key} is missing")
    for language in spoken:
        file = IOS / f"App/Words/{language}.lproj/InfoPlist.strings"
        said = dict(re.findall(r'^"(\w+)" = "([^"\\]+)";$', file.read_text(), re.M)) if file.is_file() else {}
        hold(set(said) == set(asked), f"{language}: iOS asks for {sorted(said)}")
        hold(language != "en" or said == asked, "what iOS asks in English is not what Info.plist says")
    catalogue = IOS / "App/Resources/Assets.xcassets"
    launch = plist["UILaunchScreen"]
    hold((catalogue / f"{launch['UIColorName']}.colorset").is_dir(), "the launch screen has no colour")
    hold((catalogue / f"{launch['UIImageName']}.imageset").is_dir(), "the launch screen has no picture")
    hold("UIApplicationExitsOnSuspend" not in plist and "UIBackgroundModes" not in plist, "the app does not run in the background")


def catalogue():
    """Each picture that the catalogue names is there, with the size that it says."""
    for contents in (IOS / "App/Resources/Assets.xcassets").rglob("Contents.json"):
        for image in json.loads(contents.read_text()).get("images", []):
            png = contents.parent / image["filename"]
            hold(png.is_file(), f"no {png}")
            if png.is_file() and "size" in image:
                width, height = (int.from_bytes(png.read_bytes()[at:at + 4], "big") for at in (16, 20))
                hold(image["size"] == f"{width}x{height}", f"{png} has {width}x{height}")
                hold(png.read_bytes()[25] == 2, f"{png} is not opaque, which the App Store refuses")


def privacy():
    manifest = plistlib.loads((IOS / "App/Resources/PrivacyInfo.xcprivacy").read_bytes())
    hold(manifest["NSPrivacyTracking"] is False and not manifest["NSPrivacyCollectedDataTypes"], "the manifest says more than nothing")
    for use in manifest["NSPrivacyAccessedAPITypes"]:
        hold(use["NSPrivacyAccessedAPITypeReasons"], f"{use['NSPrivacyAccessedAPIType']} has no reason")


def main():
    known("", PROJECT)
    known("options", PROJECT["options"])
    target = PROJECT["targets"]["Couchpad"]
    known("target", target)
    hold(target["type"] == "application" and target["platform"] == "iOS", "no app for iOS")
    paths(target)
    dependencies(target)
    info(target["info"]["properties"], "\n".join(file.read_text() for file in (IOS / "App").rglob("*.swift")))
    catalogue()
    privacy()
    version = re.search(r'^version = "(.+)"$', (IOS.parent / "Cargo.toml").read_text(), re.M)
    hold(version and PROJECT["settings"]["base"]["MARKETING_VERSION"] == version.group(1), "another version than in Cargo.toml")
    oldest = PROJECT["options"]["deploymentTarget"]["iOS"]
    hold(f"IPHONEOS_DEPLOYMENT_TARGET={oldest}\n" in (IOS / "build-ios.sh").read_text(), "Rust is built for another oldest iOS")
    for problem in PROBLEMS:
        print(f"ios/project.yml: {problem}", file=sys.stderr)
    return 1 if PROBLEMS else 0


if __name__ == "__main__":
    sys.exit(main())
