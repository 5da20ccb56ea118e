// swift-tools-version: 6.2
import PackageDescription

// The house, floor by floor; ARCHITECTURE.md has the drawing, Tests/HouseTests keeps it.
let strict: [SwiftSetting] = [
  .enableExperimentalFeature("Lifetimes"),
  .treatAllWarnings(as: .error),
]

/// The loop that runs everything keeps its state in one object; in release builds it does without the check at each
/// access that no other access is under way, which was a fifth of its time. Debug builds keep it.
let loop: [SwiftSetting] =
  strict + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

let package = Package(
  name: "vpclab",
  products: [
    .executable(name: "vpclab", targets: ["vpclab"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // 1: bytes, measures, and what only C can name
    .target(name: "Units", swiftSettings: strict),
    .target(name: "Wire", swiftSettings: strict),
    .target(name: "CLinux"),
    .target(name: "CAllocations"),
    .systemLibrary(name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"])]),
    // 2: frames, turns, what the user made
    .target(name: "Packets", dependencies: ["Units", "Wire", "CLinux"], swiftSettings: strict),
    .target(name: "Scheduler", dependencies: ["Units"], swiftSettings: strict),
    .target(
      name: "Cloud",
      dependencies: ["Units", "Wire", .product(name: "OrderedCollections", package: "swift-collections")],
      swiftSettings: strict),
    // 3: the VPC, the host, distance, copies
    .target(name: "Dataplane", dependencies: ["Units", "Wire", "Packets", "CLinux"], swiftSettings: strict),
    .target(name: "Guest", dependencies: ["Units", "Wire", "Packets"], swiftSettings: loop),
    .target(name: "Fabric", dependencies: ["Units", "Packets"], swiftSettings: strict),
    .target(name: "Capture", dependencies: ["Units", "Wire", "Packets", "CPcap"], swiftSettings: strict),
    // 4: everything that runs, and the loop that runs it
    .target(
      name: "Emulation",
      dependencies: ["Units", "Wire", "Packets", "Scheduler", "Dataplane", "Guest", "Fabric", "Capture", "CLinux"],
      swiftSettings: loop),
    // 5: a cloud that runs
    .target(
      name: "Lab",
      dependencies: [
        "Units", "Wire", "Packets", "Scheduler", "Cloud", "Dataplane", "Guest", "Fabric", "Capture", "Emulation",
      ],
      swiftSettings: strict),
    // 6: a file's face
    .target(
      name: "Scenario",
      dependencies: [
        "Units", "Wire", "Packets", "Cloud", "Guest", "Lab", "Capture",
        .product(name: "OrderedCollections", package: "swift-collections"), .product(name: "Yams", package: "Yams"),
      ],
      resources: [.embedInCode("Labs")], swiftSettings: strict),
    // 7: the verbs
    .executableTarget(
      name: "vpclab",
      dependencies: [
        "Units", "Wire", "Packets", "Cloud", "Dataplane", "Guest", "Fabric", "Capture", "Emulation", "Lab", "Scenario",
        "CAllocations",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    // Tests mirror Sources; Support is what they share.
    .target(
      name: "Support", dependencies: ["Units", "Wire", "Packets"], path: "Tests/Support",
      resources: [.copy("Captures")], swiftSettings: strict),
    .testTarget(name: "UnitsTests", dependencies: ["Units"], swiftSettings: strict),
    .testTarget(name: "WireTests", dependencies: ["Units", "Wire", "Capture", "Support"], swiftSettings: strict),
    .testTarget(name: "PacketsTests", dependencies: ["Units", "Wire", "Packets", "Support"], swiftSettings: strict),
    .testTarget(name: "SchedulerTests", dependencies: ["Units", "Scheduler", "Support"], swiftSettings: strict),
    .testTarget(
      name: "CloudTests",
      dependencies: ["Wire", "Cloud", "Support", .product(name: "OrderedCollections", package: "swift-collections")],
      swiftSettings: strict),
    .testTarget(
      name: "CaptureTests", dependencies: ["Units", "Wire", "Packets", "Capture", "Support"],
      resources: [.copy("Captures")], swiftSettings: strict),
    .testTarget(
      name: "GuestTests", dependencies: ["Units", "Wire", "Packets", "Guest", "Support"],
      resources: [.copy("guest-truth.tsv")], swiftSettings: strict),
    .testTarget(
      name: "DataplaneTests", dependencies: ["Units", "Wire", "Packets", "Dataplane", "Support"],
      swiftSettings: strict),
    .testTarget(name: "EmulationTests", dependencies: ["Packets", "Emulation", "Support"], swiftSettings: strict),
    .testTarget(
      name: "LabTests",
      dependencies: [
        "Units", "Wire", "Packets", "Cloud", "Dataplane", "Lab", "Support",
        .product(name: "OrderedCollections", package: "swift-collections"),
      ],
      swiftSettings: strict),
    .testTarget(name: "HouseTests", swiftSettings: strict),
    .testTarget(
      name: "ScenarioTests",
      dependencies: [
        "Units", "Wire", "Packets", "Cloud", "Guest", "Lab", "Scenario", "Support",
        .product(name: "OrderedCollections", package: "swift-collections"),
      ],
      resources: [.copy("hybrid-cloud"), .copy("complaints.txt")], swiftSettings: strict),
    .testTarget(
      name: "GoldenTests",
      dependencies: ["Units", "Wire", "Packets", "Cloud", "Guest", "Capture", "Lab", "Scenario", "Support"],
      resources: [.copy("Labs"), .copy("Goldens.txt")], swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["vpclab"], resources: [.copy("Labs"), .copy("Commands.txt")],
      swiftSettings: strict),
    .testTarget(
      name: "DeterminismTests", dependencies: ["Packets", "Capture", "Lab", "Scenario", "Support"],
      swiftSettings: strict),
  ]
)

// Microbenchmarks. Their library is asked for only where they are: VPCLAB_BENCHMARKS=1, as `make bench-parts` sets it.
if Context.environment["VPCLAB_BENCHMARKS"] == "1" {
  package.dependencies.append(.package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []))
  package.targets.append(
    .executableTarget(
      name: "Parts",
      dependencies: [
        "Units", "Wire", "Packets", "Scheduler", "Cloud", "Dataplane", "Capture", "Lab", "CAllocations", "CPcap",
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/Parts", swiftSettings: strict,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]))
}

// What threads hand to each other: `make bench-threads`, and with `sanitize` under ThreadSanitizer, `make test-threads`.
if let threads = Context.environment["VPCLAB_THREADS"] {
  package.targets.append(
    .executableTarget(
      name: "Threads", dependencies: ["Packets", "Emulation"], path: "Benchmarks/Threads", swiftSettings: strict))
  // The rooms that several threads work in; Swift 6.3.1 cannot compile Capture and Guest so.
  for target in package.targets
  where threads == "sanitize" && ["Packets", "Dataplane", "Emulation", "Threads"].contains(target.name) {
    target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-sanitize=thread"])]
    if target.name == "Threads" { target.linkerSettings = [.unsafeFlags(["-sanitize=thread"])] }
  }
}
