# Sourced: what the scripts of this folder share.
#
# A measurement is one line, for people and for awk alike: KEY VALUE UNIT, two blanks, what it is.
#   testpmd-capture      36.412 million packets/s  DPDK 22.11.11 testpmd …
#   testpmd-capture     skipped  there is one core only

PATH=$PATH:/usr/sbin:/sbin
million="million packets/s"

row() { printf '%-18s %10s %s  %s\n' "$1" "$2" "$million" "$3"; }

# skip KEY SENTENCE: a row that this machine cannot run is no failure.
skip() { printf '%-18s %10s  %s\n' "$1" skipped "$2"; }

# Debian's packages, installed only where a command is missing: need COMMAND PACKAGE...
need() {
  local command=$1
  shift
  command -v "$command" >/dev/null && return
  echo "installing $*" >&2
  command -v apt-get >/dev/null || return 1
  as_root timeout 300 apt-get update -qq >&2 &&
    as_root env DEBIAN_FRONTEND=noninteractive timeout 600 \
      apt-get install -y -qq --no-install-recommends "$@" >/dev/null || return 1
  command -v "$command" >/dev/null
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

# The cores that this process may use, one a line.
cores() {
  awk '/^Cpus_allowed_list/ {
    n = split($2, parts, ",")
    for (i = 1; i <= n; i++) {
      split(parts[i], ends, "-")
      for (core = ends[1]; core <= (ends[2] == "" ? ends[1] : ends[2]); core++) print core
    }
  }' /proc/self/status
}

# The core that is measured, for all alike: the second one, since the first takes most of a machine's interrupts.
measured_core() { cores | sed -n '1h;2{p;q};${x;p}'; }

microseconds() { echo "${EPOCHREALTIME/[.,]/}"; }

# per_microsecond PACKETS MICROSECONDS: million packets a second.
per_microsecond() { awk -v packets="$1" -v time="$2" 'BEGIN { printf "%.3f", packets / time }'; }
