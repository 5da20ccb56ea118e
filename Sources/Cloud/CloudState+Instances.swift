import Wire

/// StartInstances, StopInstances, TerminateInstances. EC2 User Guide, "Instance lifecycle".
///
/// The states between (`pending`, `stopping`, `shutting-down`) take no time here.
extension CloudState {
  /// ENIs, MACs and private addresses are the old ones; a public IPv4 address that was released is a new one.
  mutating func start(_ id: Instance.ID) throws(CloudError) {
    let instance = try find(id)
    switch instance.state {
    case .running, .pending: return
    case .stopping, .shuttingDown, .terminated: throw .cannotStart(id, instance.state)
    case .stopped:
      instances[id]?.state = .running
      try assignPublicAddressIfDue(to: id)
    }
  }

  /// Releases the auto-assigned public IPv4 address; an Elastic IP address stays.
  mutating func stop(_ id: Instance.ID) throws(CloudError) {
    let instance = try find(id)
    switch instance.state {
    case .stopped, .stopping: return
    case .pending, .shuttingDown, .terminated: throw .cannotStop(id, instance.state)
    case .running:
      for interface in interfaces(of: id) { releaseAutoAssigned(from: interface.id) }
      instances[id]?.state = .stopped
    }
  }

  /// ENIs with delete-on-termination go, the others become available. A route to an ENI that is gone is a blackhole; an
  /// Elastic IP address on it stays allocated.
  mutating func terminate(_ id: Instance.ID) throws(CloudError) {
    _ = try find(id)
    for interface in interfaces(of: id) {
      releaseAutoAssigned(from: interface.id)
      if interface.attachment?.deleteOnTermination == true {
        networkInterfaces[interface.id] = nil
      } else {
        networkInterfaces[interface.id]?.attachment = nil
      }
    }
    instances[id]?.state = .terminated
  }
}
