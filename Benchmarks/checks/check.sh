#!/usr/bin/env bash
# What the hot path must not do, seen from outside: check.sh. Exit code 1 and one line at the first thing that is wrong.
#
#   allocations   `vpclab bench --json` counts none per packet
#   disassembly   the hot functions neither count references, nor check exclusivity, nor allocate
#   calls         nor does anything that they call: callgrind counts, per packet
#   instructions  per packet, the same in two differences of runs, and not more than `limit`
#   memory        of a million flows: entries for both ENIs, 64 to 300 bytes each
#
# VPCLAB names another binary.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/../common.sh"
vpclab=${VPCLAB:-$here/../../.build/release/vpclab}

# Dataplane.Path's functions that every packet of a known flow goes through.
hot="egress ingress nameDepartures nameArrivals recallDepartures recallArrivals"
forbidden='swift_(bridgeObject|unknownObject|nonatomic_|weak|unowned)?[rR](etain|elease)\w*|swift_(begin|end)Access\w*'
forbidden+='|swift_(allocObject|deallocClassInstance|slowAlloc|slowDealloc|isUniquelyReferenced\w*)'
forbidden+='|malloc|calloc|realloc|posix_memalign|aligned_alloc|free'
# Instructions per packet, generator and sink among them; whoever raises it says why.
limit=500

fail() {
  echo "check.sh: $1" >&2
  exit 1
}

[ -x "$vpclab" ] || fail "$vpclab is not there; make build makes it"
need valgrind valgrind && need objdump binutils && need jq jq && need /usr/bin/time time ||
  fail "valgrind, binutils, jq or time cannot be installed"
command -v swift >/dev/null || fail "swift demangle is needed, and there is no swift"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

check_allocations() {
  local counts
  counts=$("$vpclab" bench --json --packets 3000000 | jq -c '[.results[].allocationsPerPacket]') ||
    fail "vpclab bench failed"
  # A few in three million packets are the bench's own list of repeats.
  jq -e 'length > 0 and all(. < 0.00001)' <<<"$counts" >/dev/null || fail "allocations per packet are $counts, not 0"
  echo "allocations   0 per packet at 1,000, 100,000 and 1,000,000 flows"
}

# The symbols of one hot function: itself, and what the compiler made of it (specialisations, closures, pieces).
symbols_of() { awk -F '\t' -v name="Path.$1(" 'index($2, name) { print $1 }' "$folder/symbols"; }

check_disassembly() {
  local name symbol found count=0
  nm "$vpclab" | awk '$3 ~ /9Dataplane4PathV/ { print $3 }' | sort -u >"$folder/mangled"
  swift demangle --compact --simplified <"$folder/mangled" | paste "$folder/mangled" - >"$folder/symbols"
  for name in $hot; do
    [ -n "$(symbols_of "$name")" ] || fail "no Path.$name in $vpclab: renamed or inlined; mend the list in check.sh"
    for symbol in $(symbols_of "$name"); do
      objdump -d --no-show-raw-insn --disassemble="$symbol" "$vpclab" >"$folder/disassembly"
      grep -q '\bret' "$folder/disassembly" || fail "no disassembly of $symbol"
      found=$(grep -oE "\b(call|jmp)\b.*<($forbidden)(@plt)?>" "$folder/disassembly" |
        grep -oE '<.*>' | sort | uniq -c | xargs)
      [ -z "$found" ] || fail "Path.$name calls $found"
      count=$((count + 1))
    done
  done
  echo "disassembly   $count functions of $(wc -w <<<"$hot") names: no reference count, exclusivity check or allocation"
}

# run PACKETS: instructions and calls of a run; all but the packets' part is the same in every run.
run() {
  timeout 600 valgrind --tool=callgrind --callgrind-out-file="$folder/callgrind" "$folder/vpclab" \
    bench --flows 1000 --packets "$1" --json >/dev/null 2>"$folder/complaint" ||
    fail "callgrind failed: $(tail -1 "$folder/complaint")"
  instructions=$(awk '/^totals:/ { print $2 }' "$folder/callgrind")
  # cfn=(id) name, or (id) alone where the name was said; the line after says how often.
  calls=$(awk -v forbidden="^($forbidden)('[0-9]+)?\$" '
    /^c?fn=/ {
      id = name = $0
      sub(/^c?fn=/, "", id); sub(/\).*/, ")", id)
      sub(/^[^)]*\) ?/, "", name)
      if (name != "") names[id] = name
      callee = id
    }
    /^calls=/ { sub(/calls=/, "", $1); count[callee] += $1 }
    END { for (id in count) if (names[id] ~ forbidden) sum += count[id]; print sum + 0 }' "$folder/callgrind")
  [ "${instructions:-0}" -gt "$1" ] || fail "callgrind counted ${instructions:-nothing}"
}

check_instructions() {
  local runs=(300000 600000 1200000) counted=() called=() packets
  # Valgrind does not read Swift's DWARF 5.
  objcopy --strip-debug "$vpclab" "$folder/vpclab" || fail "objcopy --strip-debug failed"
  for packets in "${runs[@]}"; do
    run "$packets"
    counted+=("$instructions") called+=("$calls")
  done
  read -r one two apart each < <(awk -v a="${counted[0]}" -v b="${counted[1]}" -v c="${counted[2]}" \
    -v before="${called[1]}" -v after="${called[2]}" 'BEGIN {
      one = (b - a) / 300000; two = (c - b) / 600000
      apart = (two > one ? two - one : one - two) / two * 100
      printf "%.1f %.1f %.2f %.6f\n", one, two, apart, (after - before) / 600000
    }')
  awk -v each="$each" 'BEGIN { exit !(each < 0.001 && each > -0.001) }' ||
    fail "$each calls per packet count references, check exclusivity or allocate"
  echo "calls         $each per packet count references, check exclusivity or allocate"
  awk -v apart="$apart" 'BEGIN { exit !(apart <= 2) }' ||
    fail "instructions per packet are $one between 300,000 and 600,000 packets, $two up to 1,200,000: $apart % apart"
  awk -v one="$one" -v two="$two" -v limit="$limit" 'BEGIN { exit !(one <= limit && two <= limit && two > 0) }' ||
    fail "$two instructions per packet, more than $limit"
  echo "instructions  $one and $two per packet, $apart % apart; at most $limit"
}

# kilobytes FLOWS: the greatest resident memory of a run.
kilobytes() {
  /usr/bin/time -f %M -o "$folder/kilobytes" "$vpclab" bench --flows "$1" --packets 1000000 --json >/dev/null &&
    tail -1 "$folder/kilobytes"
}

check_memory() {
  local few many bytes
  few=$(kilobytes 1000) && many=$(kilobytes 1000000) || fail "vpclab bench failed"
  # Of two million entries, a flow's at its sender and at its receiver.
  bytes=$(((many - few) * 1024 / 2000000))
  [ "$bytes" -ge 64 ] || fail "a million flows take $bytes bytes an entry: they are not a million flows"
  [ "$bytes" -le 300 ] || fail "a million flows take $bytes bytes an entry, more than 300"
  echo "memory        $bytes bytes an entry at a million flows; at most 300"
}

check_allocations
check_disassembly
check_instructions
check_memory
