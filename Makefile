# Sondeo. `make demo` shows the whole way, `make test` runs every test, `make bench` measures.
# Each target installs the Debian packages it needs.

SWIFT ?= swift
# Linked with the Swift libraries inside: it starts in half the time, and runs where no Swift is installed.
RELEASE = -c release --static-swift-stdlib
PREFIX ?= /usr/local
OUTPUT ?= demo-output

BUILDING = libsqlite3-dev libxml2-dev libmd-dev libcrypt-dev libreadstat-dev libxlsxwriter-dev zlib1g-dev pkg-config
TESTING = gettext tmux libxml2-utils
SHOWING = libxml2-utils python3-jsonschema
SOURCES = Package.swift Sources Tests Benchmarks Fuzz/Package.swift Fuzz/Sources

.PHONY: build demo test bench format lint conformance terminals fuzz torture install clean

build:
	@Tools/install-libraries $(BUILDING)
	$(SWIFT) build $(RELEASE) --product sondeo

demo: build
	@Tools/install-libraries $(SHOWING)
	Tools/demo "$$($(SWIFT) build $(RELEASE) --show-bin-path)/sondeo" $(OUTPUT)

test:
	@Tools/install-libraries $(BUILDING) $(TESTING)
	$(SWIFT) test

bench: build
	Benchmarks/run "$$($(SWIFT) build $(RELEASE) --show-bin-path)/sondeo"

format:
	$(SWIFT) format --in-place --recursive --parallel $(SOURCES)

lint:
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES)

# Other people's readers on what we write, Z3 on what we prove and R on what we compute: sets up its own tools.
conformance: build
	Tests/Conformance/run "$$($(SWIFT) build $(RELEASE) --show-bin-path)/sondeo"

# Coverage-guided fuzzing of everything that reads what others wrote, SECONDS each.
SECONDS_EACH ?= 60
fuzz:
	@Tools/install-libraries $(BUILDING)
	Fuzz/run $(SECONDS_EACH)

# Takes the shipped surveys on terminals and in tmux, in every language and at several sizes, and does to an interview and to
# a kiosk whatever a terminal or a shell can do to them; draws random frames in tmux.
terminals: build
	@Tools/install-libraries tmux python3-venv
	$(SWIFT) build $(RELEASE) --product terminal-frames
	Tests/Terminal/frames "$$($(SWIFT) build $(RELEASE) --show-bin-path)/terminal-frames"
	Tests/Terminal/interviews "$$($(SWIFT) build $(RELEASE) --show-bin-path)/sondeo"
	Tests/Terminal/instruments "$$($(SWIFT) build $(RELEASE) --show-bin-path)/sondeo"
	Tests/Terminal/signals "$$($(SWIFT) build $(RELEASE) --show-bin-path)/sondeo"

# Kills interviews, kiosks and collecting at random moments, takes their disk and their store away, and sends INTERVIEWS rude people;
# looks for lost answers, broken terminals and memory that grows.
KILLS ?= 200
INTERVIEWS ?= 10000
torture: build
	@Tools/install-libraries python3-venv
	Tests/Torture/kill-interviews "$$($(SWIFT) build $(RELEASE) --show-bin-path)/sondeo" 100
	Tests/Torture/kill-collect "$$($(SWIFT) build $(RELEASE) --show-bin-path)/sondeo" 100
	Tests/Torture/collect-faults "$$($(SWIFT) build $(RELEASE) --show-bin-path)/sondeo"
	Tests/Torture/read-only "$$($(SWIFT) build $(RELEASE) --show-bin-path)/sondeo"
	Tests/Torture/kill-kiosk "$$($(SWIFT) build $(RELEASE) --show-bin-path)/sondeo" $(KILLS)
	Tests/Torture/faults "$$($(SWIFT) build $(RELEASE) --show-bin-path)/sondeo"
	Tests/Torture/robot "$$($(SWIFT) build $(RELEASE) --show-bin-path)/sondeo" $(INTERVIEWS)

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/sondeo/Locales/sondeo
	install -m 755 "$$($(SWIFT) build $(RELEASE) --show-bin-path)/sondeo" $(DESTDIR)$(PREFIX)/bin/sondeo
	install -m 644 Locales/sondeo/*.po $(DESTDIR)$(PREFIX)/share/sondeo/Locales/sondeo
	install -d $(DESTDIR)$(PREFIX)/share/sondeo/Schemas
	install -m 644 Schemas/* $(DESTDIR)$(PREFIX)/share/sondeo/Schemas
	install -d $(DESTDIR)$(PREFIX)/share/sondeo/Deployment
	install -m 644 Deployment/* $(DESTDIR)$(PREFIX)/share/sondeo/Deployment

clean:
	rm -rf .build .build-* $(OUTPUT)
