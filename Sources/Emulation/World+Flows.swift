import Dataplane

extension World {
  /// Gives the flow table a hash of its own, that nobody who chooses five-tuples can guess without the seed; before the
  /// first packet. What a run does never depends on it.
  package func seedFlows(_ seed: UInt64) { path.flows = FlowTable(seed: seed) }
}
