#!/usr/bin/env bash
# vpclab beside its peers: compare.sh [ROUNDS, 5 without] [SECONDS a row and round, 1 without]
#
# Each round runs every row once, all on the same core but those of two cores, DPDK's, vpclab's and the kernel's in turn,
# so that what disturbs the machine disturbs them alike. A ratio is taken within a round; what is printed is the median of the rounds, with
# the least and the greatest. A row that this machine or this vpclab cannot run is skipped with a sentence; the exit
# code is 0 unless vpclab itself failed.
# VPCLAB names another binary, VPCLAB_ROUNDS_FILE a file that keeps every measurement.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/common.sh"
vpclab=${VPCLAB:-$here/../.build/release/vpclab}
rounds=${1:-5} seconds=${2:-1}

# KEY|flags of `vpclab bench`|what it is
rows="
vpclab-1k|--flows 1000|1,000 flows
vpclab-nat|--flows 1000 --nat|1,000 flows, both ways of the internet gateway on every packet
vpclab-100k|--flows 100000|100,000 flows
vpclab-changes|--flows 100000 --changes 100|100,000 flows, 100 rule changes a second
vpclab-1m|--flows 1000000|1,000,000 flows
vpclab-1500|--flows 1000 --size 1500|1,000 flows, frames of 1,500 bytes
vpclab-rules-10|--flows 1000 --rules 10|1,000 flows, 10 rules
vpclab-rules-100|--flows 1000 --rules 100|1,000 flows, 100 rules
vpclab-rules-1000|--flows 1000 --rules 1000|1,000 flows, 1,000 rules
vpclab-burst-4|--flows 1000 --burst 4|1,000 flows, 4 packets a burst
vpclab-burst-1|--flows 1000 --burst 1|1,000 flows, 1 packet a burst
vpclab-new-100|--flows 100000 --new-flows --rules 100|each packet a new flow, 100 rules
vpclab-new-1000|--flows 100000 --new-flows --rules 1000|each packet a new flow, 1,000 rules
vpclab-imix|--flows 1000 --size imix|1,000 flows, the simple IMIX of sizes
vpclab-heavy|--flows 100000 --profile heavy-tailed|100,000 flows, few of which send most
vpclab-2c|--flows 1000 --threads 2|1,000 flows each, two cores
vpclab-2c-50|--flows 1000 --threads 2 --crossing 50|1,000 flows each, two cores, 50 % cross
vpclab-2c-100|--flows 1000 --threads 2 --crossing 100|1,000 flows each, two cores, all cross
"

# What is promised: DIVIDEND|DIVISOR (1: the rate itself)|at least|at most
promises="
vpclab-1k|testpmd-capture|1.0|
vpclab-100k|testpmd-capture||
vpclab-1m|testpmd-capture||
vpclab-1k|testpmd-ring||
vpclab-1k|kernel|100|
vpclab-nat|kernel-nat|100|
vpclab-nat|kernel-nat-rps|100|
vpclab-nat|vpclab-1k|0.8|
vpclab-1k|vpclab-1500||1.2
vpclab-rules-100|vpclab-rules-10|0.95|
vpclab-rules-1000|vpclab-rules-10|0.95|
vpclab-changes|vpclab-100k|0.7|
vpclab-burst-4|vpclab-1k|0.5|
vpclab-burst-1|vpclab-1k|0.2|
vpclab-new-100|1|5|
vpclab-new-1000|1|2|
vpclab-imix|vpclab-1k||
vpclab-heavy|vpclab-100k||
vpclab-2c|vpclab-2c-one|1.8|
vpclab-2c-50|vpclab-2c-50-one||
vpclab-2c-100|vpclab-2c-100-one||
"

fail() {
  echo "compare.sh: $1" >&2
  exit 1
}

[[ $rounds =~ ^[1-9][0-9]*$ ]] || fail "the rounds are a number from 1"
[ -x "$vpclab" ] || fail "$vpclab is not there; make build makes it"
need jq jq || fail "jq is not installed, and apt-get did not get it"
core=$(measured_core)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
measured=${VPCLAB_ROUNDS_FILE:-$folder/measured}
: >"$measured"
known=$("$vpclab" bench --help)
# All alike go before what else the machine does, where this user may ask for it.
renice -n -10 $$ >/dev/null 2>&1

# knows FLAGS: this vpclab has them all; `unknown` is the first that it has not.
knows() {
  for unknown in $1; do
    [[ $unknown != --* ]] || grep -q -- "$unknown\b" <<<"$known" || return 1
  done
}

# bench CORES FLAGS: what `vpclab bench` says of its first row.
bench() {
  # shellcheck disable=SC2086 # the flags are words
  taskset -c "$1" "$vpclab" bench --json --seconds "$seconds" $2 | jq -ec '.results[0]' || fail "vpclab bench $2 failed"
}

ours() {
  local key flags what found where
  while IFS='|' read -r key flags what; do
    [ -n "$key" ] || continue
    where=$core
    [[ $flags != *--threads* ]] || where=$(cores | head -2 | paste -sd,)
    if ! knows "$flags"; then
      skip "$key" "this vpclab has no $unknown"
    elif [[ $flags == *--threads* && $where != *,* ]]; then
      skip "$key" "there is one core only"
    else
      found=$(bench "$where" "$flags") || exit 1
      row "$key" "$(jq '.mpps.median' <<<"$found" | xargs printf %.3f)" "vpclab, $what"
      [[ $where != *,* ]] ||
        row "$key-one" "$(jq '.mppsOfOneThread.median' <<<"$found" | xargs printf %.3f)" "vpclab, the same run, one core"
    fi
  done <<<"$rows"
}

for ((round = 1; round <= rounds; round++)); do
  echo "round $round of $rounds" >&2
  { "$here/peers/testpmd.sh" "$seconds" && ours && "$here/peers/kernel.sh" "$seconds"; } |
    sed "s/^/$round /" >>"$measured" || exit 1
done

echo "$("$vpclab" --version), $(grep -om1 'DPDK [0-9.]*' "$measured" || echo 'no DPDK')," \
  "Linux $(uname -r | sed 's/-.*//')," \
  "$(date +%F), $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), core $core, $rounds rounds," \
  "load $(cut -d' ' -f1 /proc/loadavg)"
awk -v unit="$million" -v promises="$promises" '
  # Sorts numbers[1...count] and gives the middle one.
  function middle(numbers, count,    i, j, number) {
    for (i = 2; i <= count; i++) {
      number = numbers[i]
      for (j = i - 1; j > 0 && numbers[j] > number; j--) numbers[j + 1] = numbers[j]
      numbers[j + 1] = number
    }
    return count % 2 ? numbers[(count + 1) / 2] : (numbers[count / 2] + numbers[count / 2 + 1]) / 2
  }
  function verdict(value, least, most) {
    if (least == "" && most == "") return "beside it, for honesty"
    if (least != "" && value < least + 0 || most != "" && value > most + 0) return "MISSED"
    return "met"
  }

  {
    if (!($2 in what)) keys[++keyCount] = $2
    text = $0
    sub(/^.*(packets\/s|skipped)  /, "", text)
    what[$2] = text
    if ($3 != "skipped") rate[$2, $1] = $3
    if ($1 > rounds) rounds = $1
  }

  END {
    printf "\n%-18s %9s %9s %9s  %s, least, median, greatest\n", "ROW", "MIN", "MEDIAN", "MAX", unit
    for (k = 1; k <= keyCount; k++) {
      key = keys[k]; count = 0
      for (r = 1; r <= rounds; r++) if ((key, r) in rate) numbers[++count] = rate[key, r]
      if (count == 0) { printf "%-18s %9s %9s %9s  %s\n", key, "-", "-", "-", what[key]; continue }
      median = middle(numbers, count)
      printf "%-18s %9.3f %9.3f %9.3f  %s\n", key, numbers[1], median, numbers[count], what[key]
    }
    printf "\n%-36s %9s %9s %9s  %-10s\n", "RATIO", "MIN", "MEDIAN", "MAX", "PROMISED"
    lines = split(promises, line, "\n")
    for (l = 1; l <= lines; l++) {
      if (split(line[l], part, "|") < 4) continue
      name = part[2] == 1 ? part[1] ", million/s" : part[1] " / " part[2]
      promised = part[3] != "" ? ">= " part[3] : part[4] != "" ? "<= " part[4] : ""
      count = 0
      for (r = 1; r <= rounds; r++) {
        if (!((part[1], r) in rate) || part[2] != 1 && !((part[2], r) in rate)) continue
        numbers[++count] = rate[part[1], r] / (part[2] == 1 ? 1 : rate[part[2], r])
      }
      if (count == 0) {
        printf "%-36s %9s %9s %9s  %-10s %s\n", name, "-", "-", "-", promised, "not measured"
        continue
      }
      median = middle(numbers, count)
      printf "%-36s %9.2f %9.2f %9.2f  %-10s %s\n", name, numbers[1], median, numbers[count], promised,
        verdict(median, part[3], part[4])
    }
  }' "$measured"
