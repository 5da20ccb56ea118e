#!/usr/bin/env bash
# DPDK's testpmd on one forwarding core: testpmd.sh [SECONDS a row, 2 without].
#
#   testpmd-capture   512 UDP flows of 64-byte frames, copied out of a capture, addresses and ports swapped, thrown away
#   testpmd-ring      1,024 frames that go round between two rings, addresses and ports swapped, hot in the cache
#
# It keeps no state and checks nothing. Transmitted packets of both ports at two instants, over the time between them.
set -uo pipefail
source "$(dirname "$0")/../common.sh"
seconds=${1:-2}

folder=$(mktemp -d)
trap 'stop; rm -rf "$folder"' EXIT

# stop: ends our testpmd, and nobody else's.
stop() {
  [ -n "${testpmd_PID:-}" ] || return 0
  local pid=$testpmd_PID
  { echo quit >&"${testpmd[1]}"; } 2>/dev/null
  for _ in {1..30}; do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  kill "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
}

# start DEVICE DEVICE FIRST-COMMAND: testpmd as a coprocess; a minute after its time it is ended, whatever happens.
start() {
  coproc testpmd {
    XDG_RUNTIME_DIR=$folder exec timeout -k 5 "$((60 + ${seconds%.*}))" stdbuf -oL dpdk-testpmd --no-huge -m 1024 \
      --no-pci --no-shconf -l "$main_core,$forwarding_core" --vdev "$1" --vdev "$2" -- -i --forward-mode=5tswap \
      --nb-cores=1 --burst=64 --total-num-mbufs=16384 2>&1
  }
  echo "$3" >&"${testpmd[1]}"
}

# ask: sets `sent`, the packets that both ports have transmitted, and `instant`, the microsecond halfway through asking.
ask() {
  local line before ports=0
  sent=0 before=$(microseconds)
  echo "show port stats all" >&"${testpmd[1]}"
  while [ "$ports" -lt 2 ]; do
    read -r -t 20 line <&"${testpmd[0]}" || return 1
    last=$line
    [[ $line =~ TX-packets:\ *([0-9]+) ]] || continue
    sent=$((sent + BASH_REMATCH[1])) ports=$((ports + 1))
  done
  instant=$(((before + $(microseconds)) / 2))
}

# measure KEY WHAT DEVICE DEVICE FIRST-COMMAND
measure() {
  local first began
  start "$3" "$4" "$5"
  # Start-up is over when the first answer comes; half a second more fills caches and branch predictors.
  if ask && sleep 0.5 && ask && first=$sent began=$instant && sleep "$seconds" && ask; then
    row "$1" "$(per_microsecond $((sent - first)) $((instant - began)))" "$version, $2"
  else
    skip "$1" "testpmd ended, or gave no answer; its last line: ${last:-}"
  fi
  stop
  unset testpmd_PID
}

# 512 frames of 64 bytes as pcap: Ethernet, IPv4, UDP from ports 1024 up to port 9 (RFC 791, RFC 768; sums left 0).
capture() {
  perl -e '
    binmode STDOUT;
    print pack "V v2 V4", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 1;
    for my $flow (0 .. 511) {
      print pack("V4", 0, 0, 64, 64),
        pack("H12 H12 n", "020000000002", "020000000001", 0x0800),
        pack("C2 n3 C2 n C4 C4", 0x45, 0, 50, 0, 0x4000, 64, 17, 0, 10, 0, 1, 4, 10, 0, 2, 4),
        pack("n4", 1024 + $flow, 9, 30, 0), "\0" x 22;
    }'
}

skip_all() {
  skip testpmd-capture "$1"
  skip testpmd-ring "$1"
  exit 0
}

need dpdk-testpmd dpdk dpdk-dev || skip_all "Debian's dpdk and dpdk-dev are not installed, and apt-get did not get them"
main_core=$(cores | sed -n 1p) forwarding_core=$(measured_core)
[ "$main_core" != "$forwarding_core" ] || skip_all "testpmd takes two cores, one of them to forward; there is one"
version="DPDK $(dpkg-query -W -f '${Version}' dpdk-dev 2>/dev/null | sed 's/-.*//') testpmd 5tswap"

capture >"$folder/flows.pcap"
measure testpmd-capture "512 UDP flows copied from a capture, nothing kept, nothing checked" \
  "net_pcap0,rx_pcap=$folder/flows.pcap,infinite_rx=1" "net_null0,no-rx=1,size=64" "start"
measure testpmd-ring "1,024 frames round two rings, hot in cache" net_ring0 net_ring1 "start tx_first 8"
