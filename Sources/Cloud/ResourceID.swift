/// An id in EC2's form (`eni-0123456789abcdef0`), typed by what it names.
package struct ResourceID<Resource>: Hashable, Comparable, Sendable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  package let text: String
  package init(_ text: String) { self.text = text }
  package init(stringLiteral text: String) { self.text = text }
  package static func < (a: Self, b: Self) -> Bool { a.text < b.text }
  package var description: String { text }
}

/// `prefix-` and 17 hexadecimal digits that follow from `name` alone (FNV-1a, 64 bits, twice).
///
/// EC2's ids are random; a lab's must be the same on every machine, so they come from the resource's name.
package func derivedID(prefix: String, name: String) -> String {
  func hash(_ seed: UInt64) -> UInt64 {
    let value = fnv(name.utf8, seed: seed)
    return value ^ value >> 29
  }
  let high = String(hash(fnvSeed), radix: 16)
  let low = String(hash(0x8422_2325_cbf2_9ce4) & 0xf, radix: 16)
  return prefix + "-" + String(repeating: "0", count: 16 - high.count) + high + low
}

let fnvSeed: UInt64 = 0xcbf2_9ce4_8422_2325

/// FNV-1a, 64 bits (draft-eastlake-fnv): the same on every machine, unlike `Hasher`.
func fnv(_ bytes: some Sequence<UInt8>, seed: UInt64 = fnvSeed) -> UInt64 {
  var value = seed
  for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  return value
}

/// Key and value, as EC2 prints them.
package struct Tag: Hashable, Sendable {
  package var key: String
  package var value: String
  package init(key: String, value: String) {
    self.key = key
    self.value = value
  }
}
