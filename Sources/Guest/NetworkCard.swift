import Packets
import Wire

/// What a guest sees of an ENI: two rings, a MAC, an MTU, and what DHCP and instance metadata tell about it.
package final class NetworkCard {
  /// `eth0`; the number is the device index.
  package let name: String
  package let deviceIndex: Int
  package let macAddress: MACAddress
  /// Bytes of IP packet.
  package let mtu: Int
  /// The subnet's block; an internet host's card has a /32 and a gateway that needs no ARP.
  package let subnet: IPv4Prefix
  package let gateway: IPv4Address
  /// The gateway's MAC where no ARP is asked for it (a host on the internet); nil: ARP.
  package let gatewayMacAddress: MACAddress?
  /// The ENI's private addresses, the primary first. A preset decides how they are configured.
  package var addresses: [IPv4Address]
  /// From the guest to the VPC. Full: the guest keeps the frame and tries again.
  package let tx: Ring
  /// From the VPC to the guest.
  package let rx: Ring

  package init(
    deviceIndex: Int, macAddress: MACAddress, mtu: Int = 9_001, subnet: IPv4Prefix, gateway: IPv4Address,
    gatewayMacAddress: MACAddress? = nil, addresses: [IPv4Address], ringCapacity: Int = 1_024
  ) {
    precondition(!addresses.isEmpty, "a card has a primary address")
    name = "eth\(deviceIndex)"
    self.deviceIndex = deviceIndex
    self.macAddress = macAddress
    self.mtu = mtu
    self.subnet = subnet
    self.gateway = gateway
    self.gatewayMacAddress = gatewayMacAddress
    self.addresses = addresses
    tx = Ring(capacity: ringCapacity)
    rx = Ring(capacity: ringCapacity)
  }
}
