# Everything that a newcomer does, each target with its own set-up on a bare Debian 12 with a Swift 6.3 toolchain.
SHELL := /bin/bash
VPCLAB := .build/release/vpclab
PREFIX ?= /usr/local
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: demo test build bench bench-peers bench-check bench-parts bench-labs bench-threads test-threads install setup setup-test evaluate format clean

demo: build ## builds, and shows why the answer of a guest with two ENIs dies
	@$(VPCLAB) demo asymmetric-routing

build: setup
	@swift build -c release --product vpclab

test: setup setup-test ## builds and runs every test
	swift build -c release --build-tests
	swift test -c release --skip-build

bench: build ## packets per second of the path
	@$(VPCLAB) bench

bench-peers: build ## beside DPDK's testpmd and the Linux kernel, in turn: make bench-peers ROUNDS=5
	@Benchmarks/compare.sh $(or $(ROUNDS),5)

bench-check: build ## no allocation and no reference count on the hot path; instructions per packet
	@Benchmarks/checks/check.sh

# The library for it is asked for here only, in a scratch folder of its own.
PARTS := VPCLAB_BENCHMARKS=1 swift package --scratch-path .build-benchmarks --allow-writing-to-package-directory benchmark
bench-parts: setup ## the path's parts, one by one; SAVE=NAME keeps the run, AGAINST=NAME says what got slower since
	$(PARTS) $(if $(SAVE),baseline update $(SAVE),$(if $(AGAINST),baseline compare $(AGAINST)))

bench-labs: build ## wall seconds per second of lab time of whole labs: make bench-labs ROUNDS=3
	@Benchmarks/labs.sh $(or $(ROUNDS),3)

# What threads hand to each other is an executable of its own, asked for here only.
bench-threads: setup ## ids per second through a ring, within a core and across two
	@VPCLAB_THREADS=1 swift run -c release --scratch-path .build-threads Threads rates

test-threads: setup ## rings and the bench's threads under ThreadSanitizer
	@VPCLAB_THREADS=sanitize TSAN_OPTIONS=halt_on_error=1 swift run -c release --scratch-path .build-threads-tsan Threads check

evaluate: setup ## the independent evaluator against the path: make evaluate CASES=10000000 SEED=7
	VPCLAB_CASES=$(or $(CASES),2000000) VPCLAB_TEST_SEED=$(or $(SEED),1) swift test -c release --filter LabTests

install: build ## PREFIX=/usr/local
	install -D -m 755 $(VPCLAB) $(DESTDIR)$(PREFIX)/bin/vpclab

# Debian's packages: libpcap to read captures, tshark to judge those that are written.
setup:
	@pkg-config --exists libpcap 2>/dev/null || $(MAKE) --no-print-directory packages PACKAGES="libpcap-dev pkg-config"

setup-test:
	@command -v tshark capinfos >/dev/null || $(MAKE) --no-print-directory packages PACKAGES="tshark"

.PHONY: packages
packages:
	@echo "installing $(PACKAGES)" >&2
	@$(SUDO) apt-get update -qq
	@$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(PACKAGES) >/dev/null

format:
	swift format --in-place --recursive Sources Tests Benchmarks Package.swift

clean:
	rm -rf .build .build-benchmarks .build-threads .build-threads-tsan captures/out
