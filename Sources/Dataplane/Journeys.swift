import Packets

/// One thing that happened to a traced packet, and what decided it.
package struct Step: Equatable, Sendable {
  package enum Verdict: String, Sendable { case pass, translate, deliver, leave, drop }
  package var stage: Stage
  /// An id (`rtb-…`), or an ENI as `web/eth0`.
  package var at: String
  package var verdict: Verdict
  package var detail: String

  package init(stage: Stage, at: String, verdict: Verdict, detail: String) {
    self.stage = stage
    self.at = at
    self.verdict = verdict
    self.detail = detail
  }
}

/// A traced packet's way: its steps, and the places it came by, in order.
package struct Journey: Equatable, Sendable {
  package var steps: [Step] = []
  /// Ids of instances, subnets, VPCs and gateways, first occurrence only.
  package var places: [String] = []

  package init() {}

  package mutating func visit(_ place: String) {
    if !place.isEmpty, !places.contains(place) { places.append(place) }
  }
}

/// The journeys of traced packets, written down as they happen.
///
/// `explain` and the run of a lab are the same code: with a recorder the path asks each rule anew instead of recalling
/// its decision, and says what it found.
package final class Journeys {
  package private(set) var journeys: [PacketID: Journey] = [:]

  package init() {}

  package func step(_ packet: PacketID, _ stage: Stage, at: String, _ verdict: Step.Verdict, _ detail: String) {
    journeys[packet, default: Journey()].steps.append(Step(stage: stage, at: at, verdict: verdict, detail: detail))
  }

  package func visit(_ packet: PacketID, _ place: String) { journeys[packet, default: Journey()].visit(place) }
}
