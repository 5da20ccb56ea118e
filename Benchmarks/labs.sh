#!/usr/bin/env bash
# Wall seconds per second of lab time, of whole labs with every model on: labs.sh [ROUNDS, 3 without]
#
# A lab is 2, 10 or 100 instances of one VPC in two subnets, every one with a stateful group. Half of them send UDP
# packets of 64 bytes to the other half, so that 0.1, 1 or 10 million of them start in a second of lab time; some
# 400,000 are sent in each run, or as many as a second of lab time starts. With captures, each packet is written four
# times: at both ENIs, and twice among the journeys. Packets are those that the run counts as sent, answers included;
# processor seconds are of all threads, and tell less of the machine's neighbours than wall seconds do.
# VPCLAB names another binary.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/common.sh"
vpclab=${VPCLAB:-$here/../.build/release/vpclab}
rounds=${1:-3}

fail() {
  echo "labs.sh: $1" >&2
  exit 1
}

[[ $rounds =~ ^[1-9][0-9]*$ ]] || fail "the rounds are a number from 1"
[ -x "$vpclab" ] || fail "$vpclab is not there; make build makes it"
need jq jq || fail "jq is not installed, and apt-get did not get it"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# lab INSTANCES PACKETS-A-SECOND: the lab file, on standard output.
lab() {
  awk -v n="$1" -v rate="$2" 'BEGIN {
    pairs = n / 2
    # The time between two packets of a flow is whole nanoseconds, and at least a microsecond: more flows a pair if not.
    flows = 1
    while (pairs * flows * 1e9 / rate < 1000) flows *= 2
    every = int(pairs * flows * 1e9 / rate)
    total = rate < 400000 ? rate : 400000
    count = int(total / (pairs * flows))
    print "lab: wall-seconds\nvpcs:\n  main:\n    cidrBlock: 10.0.0.0/16"
    print "    subnets: { a: { cidrBlock: 10.0.1.0/24 }, b: { cidrBlock: 10.0.2.0/24 } }"
    print "    securityGroups: { open: { ingress: [\"udp 1000-2000 from 0.0.0.0/0\"] } }\ninstances:"
    for (i = 0; i < n; i++)
      printf "  i%d: { instanceType: c5.large, interfaces: { eth0: { subnet: %s, securityGroups: [open] } } }\n", \
        i, i % 2 ? "b" : "a"
    print "traffic:"
    for (i = 0; i < pairs; i++) for (f = 0; f < flows; f++)
      printf "  - { from: i%d, to: i%d, udp: %d, start: %dns, every: %dns, count: %d, size: 64 }\n", \
        2 * i, 2 * i + 1, 1000 + f, (i * flows + f) * every / (pairs * flows), every, count
  }'
}

# median NUMBER…
median() { printf '%s\n' "$@" | sort -g | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }

TIMEFORMAT='%U %S'
printf '%-10s %-14s %-9s %9s %12s %14s %18s %8s\n' \
  INSTANCES PACKETS/LAB-S CAPTURES SENT 'LAB SECONDS' 'WALL S/LAB S' 'PROCESSOR S/LAB S' 'MPPS'
for instances in 2 10 100; do
  for rate in 100000 1000000 10000000; do
    lab "$instances" "$rate" > "$folder/lab.yaml"
    for captures in no yes; do
      walls=() processors=() speeds=()
      for ((round = 0; round < rounds; round++)); do
        rm -rf "$folder/captures"
        if [ "$captures" = yes ]; then option=(--captures "$folder/captures"); else option=(--no-captures); fi
        { time "$vpclab" run "$folder/lab.yaml" --json "${option[@]}" > "$folder/result.json" 2> "$folder/complaint"; } \
          2> "$folder/time" || fail "$instances instances: $(cat "$folder/complaint")"
        read -r sent simulated wall < <(
          jq -r '"\(.packets.sent) \(.simulatedSeconds) \(.wallSeconds)"' "$folder/result.json")
        walls+=("$(awk -v w="$wall" -v s="$simulated" 'BEGIN { print w / s }')")
        processors+=("$(awk -v s="$simulated" '{ print ($1 + $2) / s }' "$folder/time")")
        speeds+=("$(awk -v w="$wall" -v p="$sent" 'BEGIN { print p / w / 1e6 }')")
      done
      printf '%-10s %-14s %-9s %9s %12.3f %14.2f %18.2f %8.3f\n' "$instances" "$rate" "$captures" "$sent" \
        "$simulated" "$(median "${walls[@]}")" "$(median "${processors[@]}")" "$(median "${speeds[@]}")"
    done
  done
done
