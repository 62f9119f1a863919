# Sondeo. `make demo` shows the whole way, `make test` runs every test, `make bench` measures.
# Each target installs the Debian packages it needs.

SWIFT ?= swift
# Linked with the Swift libraries inside: it starts in half the time, and runs where no Swift is installed.
RELEASE = -c release --static-swift-stdlib
PREFIX ?= /usr/local
OUTPUT ?= demo-output

BUILDING = libsqlite3-dev libxml2-dev libmd-dev pkg-config
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

# Other people's readers on what we write: sets up its own tools.
conformance: build
	Tests/Conformance/run "$$($(SWIFT) build $(RELEASE) --show-bin-path)/sondeo"

# Coverage-guided fuzzing of everything that reads what others wrote, SECONDS each.
SECONDS_EACH ?= 60
fuzz:
	@Tools/install-libraries $(BUILDING)
	Fuzz/run $(SECONDS_EACH)

# Takes every shipped survey in tmux, one of them in every language.
terminals: build
	@Tools/install-libraries tmux
	Tests/Terminal/interviews "$$($(SWIFT) build $(RELEASE) --show-bin-path)/sondeo"

# Kills an interview a hundred times at random moments and looks for lost answers.
KILLS ?= 100
torture: build
	Tests/Torture/kill-interviews "$$($(SWIFT) build $(RELEASE) --show-bin-path)/sondeo" $(KILLS)

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/sondeo/Locales/sondeo
	install -m 755 "$$($(SWIFT) build $(RELEASE) --show-bin-path)/sondeo" $(DESTDIR)$(PREFIX)/bin/sondeo
	install -m 644 Locales/sondeo/*.po $(DESTDIR)$(PREFIX)/share/sondeo/Locales/sondeo

clean:
	rm -rf .build .build-* $(OUTPUT)
