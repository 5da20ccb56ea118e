import Wire

/// Which private, public and hardware addresses are free.
extension CloudState {
  /// Every private address that an ENI of the subnet has.
  func addressesInUse(in subnet: Subnet.ID) -> Set<IPv4Address> {
    var used: Set<IPv4Address> = []
    for interface in networkInterfaces.values where interface.subnet == subnet {
      for address in interface.privateAddresses { used.insert(address.address) }
    }
    return used
  }

  /// Who has `address` in the subnet, as people call it.
  func holder(of address: IPv4Address, in subnet: Subnet.ID) -> String? {
    networkInterfaces.values
      .first { $0.subnet == subnet && $0.privateAddresses.contains { $0.address == address } }
      .map(label(of:))
  }

  func checkAddress(_ address: IPv4Address, in subnet: Subnet) throws(CloudError) {
    guard subnet.cidrBlock.contains(address) else { throw .addressOutside(address, subnet) }
    if subnet.isReserved(address) { throw .addressReserved(address, subnet) }
  }

  /// From .4 on; the last address is AWS's. `Assumed:` the order; EC2 chooses as it likes.
  func lowestFree(in subnet: Subnet, used: Set<IPv4Address>) throws(CloudError) -> IPv4Address {
    for n in 4..<max(4, subnet.cidrBlock.count - 1) {
      let address = subnet.cidrBlock.address(at: n)
      if !used.contains(address) { return address }
    }
    throw .subnetFull(subnet)
  }
}

extension CloudState {
  func checkMAC(_ mac: MACAddress) throws(CloudError) {
    if mac.isGroup || mac == .zero { throw .macInvalid(mac) }
    if let other = networkInterfaces.values.first(where: { $0.macAddress == mac }) {
      throw .macInUse(mac, by: label(of: other))
    }
  }

  /// A locally administered unicast address that follows from the id: first octet 02, 06, 0a or 0e, as seen on EC2.
  ///
  /// AWS publishes no rule of allocation. `Assumed:`
  func derivedMAC(for id: NetworkInterface.ID) -> MACAddress {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in id.text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var used: Set<MACAddress> = []
    for interface in networkInterfaces.values { used.insert(interface.macAddress) }
    while true {
      let mixed = hash ^ hash >> 31
      let firstOctet = (mixed >> 40 & 0x0c) | 0x02
      let mac = MACAddress(bits: firstOctet << 40 | mixed & 0xff_ffff_ffff)
      if !used.contains(mac) { return mac }
      hash = hash &* 0x100_0000_01b3 &+ 1
    }
  }
}

extension CloudState {
  /// Elastic addresses, auto-assigned ones, and hosts that the lab declares on the internet.
  func publicAddressesInUse() -> Set<IPv4Address> {
    var used = internetHosts
    for elastic in elasticAddresses.values { used.insert(elastic.publicIp) }
    for interface in networkInterfaces.values {
      for address in interface.privateAddresses {
        if let association = address.association { used.insert(association.publicIp) }
      }
    }
    return used
  }

  /// Ranges that belong to nobody on the internet: RFC 5737 §3 (TEST-NET-2 and TEST-NET-1; TEST-NET-3 is left to the
  /// lab's own hosts), then RFC 2544's for benchmarks.
  private static let publicPools = [
    IPv4Prefix(containing: IPv4Address(198, 51, 100, 0), length: 24),
    IPv4Prefix(containing: IPv4Address(192, 0, 2, 0), length: 24),
    IPv4Prefix(containing: IPv4Address(198, 18, 0, 0), length: 15),
  ]

  /// The next address of the pools that nobody has.
  ///
  /// EC2 gives any of its own. Here the order is that of the calls, so that a lab has the same addresses everywhere, and
  /// it goes on after an address was released, so that stop and start changes the address as it does in EC2.
  mutating func newPublicAddress() throws(CloudError) -> IPv4Address {
    let used = publicAddressesInUse()
    let total = Self.publicPools.reduce(0) { $0 + $1.count - 2 }
    for _ in 0..<total {
      var n = publicAddressesGiven % total
      publicAddressesGiven = n + 1
      for pool in Self.publicPools {
        if n < pool.count - 2 {
          let address = pool.address(at: n + 1)
          if !used.contains(address) { return address }
          break
        }
        n -= pool.count - 2
      }
    }
    throw .noPublicAddress()
  }
}

extension IPv4Address {
  /// May stand on the internet: not RFC 1918, not RFC 6598, and not one of RFC 6890's special ones.
  var isPublicUnicast: Bool {
    !isPrivate && !isShared && !isLoopback && !isLinkLocal && bits >> 24 != 0 && bits >> 28 < 0xe
  }
}
