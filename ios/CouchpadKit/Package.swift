// swift-tools-version: 5.9
// What the iPhone app decides without a screen: it needs Foundation alone, so that it is built and tested on any machine.
import PackageDescription

let package = Package(
    name: "CouchpadKit",
    platforms: [.iOS(.v16), .macOS(.v13)],
    products: [.library(name: "CouchpadKit", targets: ["CouchpadKit"])],
    targets: [
        .target(name: "CouchpadKit", swiftSettings: [.enableExperimentalFeature("StrictConcurrency")]),
        .testTarget(name: "CouchpadKitTests", dependencies: ["CouchpadKit"]),
    ]
)
