import Wire

/// Which private, public and hardware addresses are free.
extension CloudState {
  /// Every private address that an ENI of the subnet has.
  func addressesInUse(in subnet: Subnet.ID) -> Set<IPv4Address> {
    var used: Set<IPv4Address> = []
    let all = networkInterfaces.values.elements
    for index in all.indices where all[index].subnet == subnet {
      for address in all[index].privateAddresses { used.insert(address.address) }
      for prefix in all[index].ipv4Prefixes { for n in 0..<prefix.count { used.insert(prefix.address(at: n)) } }
    }
    return used
  }

  /// Who has `address` in the subnet, as people call it.
  func holder(of address: IPv4Address, in subnet: Subnet.ID) -> String? {
    networkInterfaces.values
      .first { $0.subnet == subnet && $0.owns(address) }
      .map(label(of:))
  }

  func checkAddress(_ address: IPv4Address, in subnet: Subnet) throws(CloudError) {
    guard subnet.cidrBlock.contains(address) else { throw .addressOutside(address, subnet) }
    if subnet.isReserved(address) { throw .addressReserved(address, subnet) }
  }

  /// A /28 of the subnet that holds none of AWS's own addresses.
  func checkPrefix(_ prefix: IPv4Prefix, in subnet: Subnet) throws(CloudError) {
    if prefix.length != NetworkInterface.delegatedLength { throw .prefixLength(prefix) }
    for n in 0..<prefix.count { try checkAddress(prefix.address(at: n), in: subnet) }
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
    if let other = holder(of: mac) { throw .macInUse(mac, by: networkInterfaces[other].map(label(of:)) ?? other.text) }
  }

  /// A locally administered unicast address that follows from the id: first octet 02, 06, 0a or 0e, as seen on EC2.
  ///
  /// AWS publishes no rule of allocation. `Assumed:`
  func derivedMAC(for id: NetworkInterface.ID) -> MACAddress {
    var hash = fnv(id.text.utf8)
    while true {
      let mixed = hash ^ hash >> 31
      let firstOctet = (mixed >> 40 & 0x0c) | 0x02
      let mac = MACAddress(bits: firstOctet << 40 | mixed & 0xff_ffff_ffff)
      if holder(of: mac) == nil { return mac }
      hash = fnv([1], seed: hash)
    }
  }

  func holder(of mac: MACAddress) -> NetworkInterface.ID? {
    let all = networkInterfaces.values.elements
    for index in all.indices where all[index].macAddress == mac { return all[index].id }
    return nil
  }
}

extension CloudState {
  /// An Elastic IP address, an auto-assigned one, or a host that the lab declares on the internet.
  func isPublicAddressInUse(_ address: IPv4Address) -> Bool {
    if internetHosts.contains(address) || elasticAddresses.values.contains(where: { $0.publicIp == address }) {
      return true
    }
    let all = networkInterfaces.values.elements
    for index in all.indices {
      for held in all[index].privateAddresses where held.association?.publicIp == address { return true }
    }
    return false
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
  /// EC2 gives any of its own. Here the order is that of the calls, so that a lab has the same addresses everywhere; it
  /// goes on after an address was released, so that stop and start changes the address as it does in EC2.
  mutating func newPublicAddress() throws(CloudError) -> IPv4Address {
    let total = Self.publicPools.reduce(0) { $0 + $1.count - 2 }
    for _ in 0..<total {
      var n = publicAddressesGiven % total
      publicAddressesGiven = n + 1
      for pool in Self.publicPools {
        if n < pool.count - 2 {
          let address = pool.address(at: n + 1)
          if !isPublicAddressInUse(address) { return address }
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
