// swift-tools-version: 5.9
// Couchpad's Rust, as Swift sees it: one static library with two faces. `../build-ios.sh` makes the library and writes the
// two source files; they are not committed.
import PackageDescription

let package = Package(
    name: "CouchpadNative",
    platforms: [.iOS(.v16)],
    products: [
        .library(name: "CouchpadFfi", targets: ["CouchpadFfi"]),
        .library(name: "CouchpadGamepad", targets: ["CouchpadGamepad"]),
    ],
    targets: [
        .binaryTarget(name: "CouchpadNative", path: "CouchpadNative.xcframework"),
        .target(
            name: "CouchpadFfi",
            dependencies: ["CouchpadNative"],
            linkerSettings: [
                // what Bevy, wgpu and winit call
                .linkedFramework("CoreFoundation"), .linkedFramework("CoreGraphics"), .linkedFramework("Foundation"),
                .linkedFramework("Metal"), .linkedFramework("QuartzCore"), .linkedFramework("Security"),
                .linkedFramework("UIKit"), .linkedLibrary("c++"), .linkedLibrary("iconv"), .linkedLibrary("objc"),
                .linkedLibrary("resolv"),
            ]),
        .target(name: "CouchpadGamepad", dependencies: ["CouchpadNative", "CouchpadFfi"]),
    ]
)
