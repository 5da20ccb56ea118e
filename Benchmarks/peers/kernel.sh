#!/usr/bin/env bash
# The Linux kernel as the VPC: kernel.sh [SECONDS a row, 2 without].
#
#   sender namespace s0 ─ veth ─ r0 router namespace r1 ─ veth ─ v0 receiver namespace
#    64-byte UDP frames          conntrack, 20 rules, SNAT            counts, and throws away
#    of 1,000 flows
#
#   kernel          stateful rules; sender, router and receiver on one core, as vpclab's generator and sink are
#   kernel-nat      the same and SNAT
#   kernel-nat-rps  the same; the sender on a core of its own, so that router and receiver have one to themselves
#
# The flows are established: conntrack saw a packet and its answer of each before the count begins, and a row is given
# only if the rule for established connections took the counted packets. Everything happens in three namespaces that
# this script makes and removes.
set -uo pipefail
source "$(dirname "$0")/../common.sh"
here=$(cd "$(dirname "$0")" && pwd)
seconds=${1:-2}
flows=1000
rows="kernel kernel-nat kernel-nat-rps"

folder=$(mktemp -d)
sender=vpclab-s-$$ router=vpclab-r-$$ receiver=vpclab-v-$$
trap 'remove; rm -rf "$folder"' EXIT

remove() {
  [ -n "${flood:-}" ] && kill "$flood" 2>/dev/null && wait "$flood" 2>/dev/null
  flood=
  local name
  for name in "$sender" "$router" "$receiver"; do as_root ip netns del "$name" 2>/dev/null; done
}

skip_all() {
  local key
  for key in $rows; do skip "$key" "$1"; done
  exit 0
}

within() { as_root ip netns exec "$@"; }

# try WORDS...: runs it; what it complained of is the sentence of `skip`.
try() { complaint=$("$@" 2>&1) || { complaint="$* said: ${complaint//$'\n'/ }"; return 1; }; }

join() {
  local name
  for name in "$sender" "$router" "$receiver"; do
    try as_root ip netns add "$name" && try within "$name" ip link set lo up || return 1
  done
  # Neighbours are told, not asked for: ARP is not what is measured.
  try within "$sender" ip link add s0 address 02:00:00:00:01:04 type veth \
    peer name r0 netns "$router" address 0a:00:00:00:00:01 &&
    try within "$receiver" ip link add v0 address 02:00:00:00:02:04 type veth \
      peer name r1 netns "$router" address 0a:00:00:00:00:02 &&
    try plug "$sender" s0 10.0.1.4/24 && try plug "$router" r0 10.0.1.1/24 &&
    try plug "$router" r1 10.0.2.1/24 && try plug "$receiver" v0 10.0.2.4/24 &&
    try within "$sender" ip route add default via 10.0.1.1 &&
    try within "$receiver" ip route add default via 10.0.2.1 &&
    try within "$receiver" ip neigh replace 10.0.2.1 lladdr 0a:00:00:00:00:02 dev v0 nud permanent &&
    try within "$router" ip neigh replace 10.0.1.4 lladdr 02:00:00:00:01:04 dev r0 nud permanent &&
    try within "$router" ip neigh replace 10.0.2.4 lladdr 02:00:00:00:02:04 dev r1 nud permanent &&
    try within "$router" sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'
}

plug() { within "$1" ip addr add "$3" dev "$2" && within "$1" ip link set "$2" up; }

# rules [STATEMENT after routing]: 19 rules that do not match before the one that does, as in `vpclab bench --rules 20`.
rules() {
  echo "table ip vpclab {"
  echo "  chain forward { type filter hook forward priority filter; policy drop;"
  echo "    ct state established,related counter accept"
  for number in {1..19}; do echo "    ip saddr 10.9.$number.0/24 udp dport $((2000 + number)) accept"; done
  echo "    ip saddr 10.0.1.0/24 ip protocol udp accept"
  echo "  }"
  [ -z "${1:-}" ] || echo "  chain postrouting { type nat hook postrouting priority srcnat; $1; }"
  echo "}"
}

received() { within "$receiver" cat /sys/class/net/v0/statistics/rx_packets; }

established() {
  within "$router" nft list chain ip vpclab forward | sed -n 's/.*counter packets \([0-9]*\).*/\1/p'
}

send_on() {
  within "$sender" taskset -c "$1" "$folder/flood" s0 0a:00:00:00:00:01 10.0.1.4 10.0.2.4 "$flows" "$2"
}

# measure KEY WHAT SENDER-CORE ROUTER-CORE [STATEMENT after routing]
measure() {
  local answered first began time count mask
  complaint="interrupted"
  rules "${5:-}" >"$folder/rules.nft"
  if ! join || ! try within "$router" nft -f "$folder/rules.nft"; then
    skip "$1" "$complaint"
    remove
    return
  fi
  if [ "$3" != "$4" ]; then
    mask=$(printf '%x' $((1 << $4)))
    try within "$router" sh -c "echo $mask > /sys/class/net/r0/queues/rx-0/rps_cpus" || {
      skip "$1" "$complaint"
      remove
      return
    }
  fi
  within "$receiver" "$folder/flood" answer 9 "$flows" 10 >"$folder/answered" &
  answered=$!
  sleep 0.3
  send_on "$3" 0
  wait "$answered"
  # From here on the receiver counts, and throws away.
  try within "$receiver" nft -f - <<<'table netdev vpclab {
    chain ingress { type filter hook ingress device "v0" priority 0; policy drop; }
  }' || echo "kernel.sh: the receiver drops late: $complaint" >&2
  send_on "$3" "$(awk -v seconds="$seconds" 'BEGIN { print seconds + 3 }')" &
  flood=$!
  sleep 1.5
  known=$(established) first=$(received) began=$(microseconds)
  sleep "$seconds"
  count=$(($(received) - first)) time=$(($(microseconds) - began)) known=$(($(established) - known))
  wait "$flood"
  flood=
  # The rule's counter is read a little before and after the interface's.
  if [ "$count" -eq 0 ]; then
    skip "$1" "no packet reached the receiver"
  elif [ $((known * 10)) -lt $((count * 9)) ]; then
    skip "$1" "$known of $count packets were of established connections, $(<"$folder/answered") flows were answered"
  else
    row "$1" "$(per_microsecond "$count" "$time")" "Linux $(uname -r | sed 's/-.*//'), $2"
  fi
  remove
}

need ip iproute2 && need nft nftables && need taskset util-linux && need gcc gcc libc6-dev ||
  skip_all "iproute2, nftables or gcc is missing, and apt-get did not get it"
as_root true 2>/dev/null || skip_all "namespaces take root, or sudo without a password"
gcc -O2 -o "$folder/flood" "$here/flood.c" || skip_all "flood.c was not compiled"
one=$(measured_core) other=$(cores | sed -n 1p)

work="$flows UDP flows, nftables: conntrack and 20 rules"
measure kernel "$work; sender and receiver on the same core" "$one" "$one"
measure kernel-nat "$work, SNAT; sender and receiver on the same core" "$one" "$one" 'oifname "r1" snat to 52.0.0.1'
if [ "$one" = "$other" ]; then
  skip kernel-nat-rps "there is one core"
else
  measure kernel-nat-rps "$work, SNAT; the sender on another core" "$other" "$one" 'oifname "r1" snat to 52.0.0.1'
fi
