import Packets
import Testing

@Suite("A drop reason")
struct DropReasonTests {
  @Test("has a name of its own, that leads back to it", arguments: DropReason.allCases)
  func name(reason: DropReason) {
    #expect(DropReason(name: reason.name) == reason)
    #expect(DropReason.allCases.filter { $0.name == reason.name }.count == 1)
    #expect(reason.name.allSatisfy { $0.isASCII && $0.isLetter } && reason.name.first?.isLowercase == true)
  }

  @Test("is not found under another name", arguments: ["", "noroute", "NoRoute", " noRoute", "drop", "noRoute "])
  func unknown(name: String) { #expect(DropReason(name: name) == nil) }

  @Test("has one sentence that ends with a full stop", arguments: DropReason.allCases)
  func sentence(reason: DropReason) {
    let sentence = reason.sentence
    #expect(sentence.hasSuffix(".") && !sentence.hasSuffix(".."))
    #expect(sentence.first?.isUppercase == true)
    #expect(!sentence.dropLast().contains(". "), "one sentence")
    #expect(!sentence.contains("\n") && sentence.count <= 120)
    #expect(DropReason.allCases.filter { $0.sentence == sentence }.count == 1)
  }

  @Test("of a guest is told by its name", arguments: DropReason.allCases)
  func guest(reason: DropReason) {
    // These two a guest says as a router does.
    let isRouters = reason == .timeToLiveExpired || reason == .fragmentationNeeded
    #expect(reason.name.hasPrefix("guest") == (reason.stage == .guest && !isRouters))
  }

  /// Of docs.aws.amazon.com, VPC Reachability Analyzer, "Explanation codes": those that can be a packet's end here.
  static let analyzerCodes: Set = [
    "BAD_STATE", "BAD_STATE_ATTACHMENT", "BAD_STATE_ROUTE", "CANNOT_ROUTE", "ENI_ADDRESS_RESTRICTION",
    "ENI_SG_RULES_MISMATCH", "ENI_SOURCE_DEST_CHECK_RESTRICTION", "GATEWAY_REJECTS_SPOOFED_TRAFFIC",
    "IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS", "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS",
    "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS", "IGW_NAT_REFLECTION", "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
    "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", "IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS",
    "IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS", "NO_POSSIBLE_DESTINATION", "NO_ROUTE_TO_DESTINATION",
    "PROTOCOL_RESTRICTION", "SG_HAS_NO_RULES", "SUBNET_ACL_RESTRICTION", "UNKNOWN_DESTINATION", "UNKNOWN_RESOURCE",
  ]

  @Test("has a code that the analyzer has too, or none", arguments: DropReason.allCases)
  func analyzerCode(reason: DropReason) {
    guard let code = reason.analyzerCode else { return }
    #expect(Self.analyzerCodes.contains(code))
    #expect(!reason.name.hasPrefix("guest"), "AWS does not look into guests")
  }
}

@Suite("A stage")
struct StageTests {
  @Test("has a name of its own", arguments: Stage.allCases)
  func name(stage: Stage) {
    #expect(Stage.allCases.filter { $0.name == stage.name }.count == 1)
    #expect(stage.name.allSatisfy { $0.isASCII && $0.isLetter })
  }
}

@Suite("The marks of a packet")
struct PacketMarksTests {
  @Test("are bits of their own")
  func bits() {
    let marks: [PacketMarks] = [
      .enteredSubnet, .forwarded, .traced, .generated, .replayed, .fromFabric, .translated,
    ]
    #expect(marks.reduce(into: PacketMarks()) { $0.formUnion($1) }.rawValue.nonzeroBitCount == marks.count)
  }
}
