# Nurly Kosh. `make run` and `make test` are all a newcomer needs; `make help` lists the rest.
# A step says in one line what it does, and is passed over when its result is newer than what it is made from.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
export GOFLAGS := -buildvcs=false

PACKAGES := static/node_modules/.package-lock.json
ASSETS := static/dist/manifest.json
PAGES := bin/.pages
PROGRAM := bin/nurlykosh
GOFUMPT := bin/tools/gofumpt-v0.12.0/gofumpt
STATICCHECK := bin/tools/staticcheck-v0.8.2/staticcheck

TEMPL := $(shell find templates -name '*.templ')
MADE := $(shell find templates -name '*_templ.go')
# what has no template any more, and what a template has not been made into yet
STRAY := $(filter-out $(TEMPL:.templ=_templ.go),$(MADE))
UNMADE := $(filter-out $(MADE),$(TEMPL:.templ=_templ.go))
# folders, too: their time changes when a file goes
SOURCES := go.mod go.sum static/fs.go $(shell find cmd internal sql templates ! -name '*_test.go' ! -name '*_templ.go' ! -path '*/testdata*' ! -path templates -print)

.PHONY: help run build test check lint dev browser soak bench bench-search docs clean chromium FORCE

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1\t/' | expand -t 17

run: build ## set up what is missing, fill an empty database with demo data, and serve on http://127.0.0.1:8080
	@exec $(PROGRAM) serve

build: $(PROGRAM) ## build the program with its assets

$(PROGRAM): $(SOURCES) $(ASSETS) $(PAGES)
	@echo "program: building $@"
	@go build -trimpath -o $@ ./cmd/nurlykosh

$(PACKAGES): static/package-lock.json static/package.json
	@echo "packages: fetching the front-end packages and PostgreSQL"
	@cd static && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(ASSETS): $(PACKAGES) static/build.mjs $(wildcard static/css/* static/js/*)
	@echo "assets: building style sheets, scripts and fonts"
	@cd static && npm run --silent build

$(PAGES): $(TEMPL) go.mod $(if $(STRAY)$(UNMADE),FORCE)
	@echo "pages: generating the templates' code"
	@rm -f $(STRAY)
	@out=$$(go tool templ generate 2>&1) || { echo "$$out"; exit 1; }
	@mkdir -p $(@D) && touch $@

test: $(ASSETS) $(PAGES) lint chromium ## everything CI runs, on a real PostgreSQL, with a real browser
	@echo "tests: all packages; a minute or more each for some"
	@go test -count=1 -p 2 -timeout 35m ./...

check: lint ## quick checks before a commit: format, vet, staticcheck, shape of the code
	@echo "tests: shape of the code, catalogues, every page"
	@go test -count=1 -p 2 -run 'Arch|Every|Catalogue' ./internal/...

lint: $(ASSETS) $(PAGES) $(GOFUMPT) $(STATICCHECK) ## format, vet and staticcheck
	@echo "lint: gofumpt"
	@out=$$(find cmd internal sql static templates -name node_modules -prune -o -name '*.go' ! -name '*_templ.go' -print | xargs $(GOFUMPT) -l); \
	  test -z "$$out" || { echo "not formatted ($(GOFUMPT) -w FILE mends it):"; echo "$$out"; exit 1; }
	@echo "lint: go vet"
	@go vet ./...
	@echo "lint: staticcheck"
	@$(STATICCHECK) ./...

$(GOFUMPT):
	@echo "tools: fetching gofumpt"
	@GOBIN=$(CURDIR)/$(@D) go install mvdan.cc/gofumpt@v0.12.0

$(STATICCHECK):
	@echo "tools: fetching staticcheck"
	@GOBIN=$(CURDIR)/$(@D) go install honnef.co/go/tools/cmd/staticcheck@v0.8.2

chromium:
	@.ci/chromium

dev: build ## build and serve again whenever a source changes
	@while true; do \
	  $(PROGRAM) serve & pid=$$!; \
	  until [ -n "$$(find cmd internal sql templates static/css static/js static/build.mjs -newer $(PROGRAM) ! -name '*_templ.go' ! -name '*_test.go' -type f -print -quit)" ]; do sleep 1; done; \
	  echo "dev: a source has changed"; kill $$pid || true; wait $$pid || true; \
	  until $(MAKE) --no-print-directory build; do echo "dev: waiting for the mistake to be mended"; sleep 3; done; \
	done

browser: build chromium ## the browser journeys alone
	@go test -count=1 -timeout 35m ./internal/journey/...

soak: build ## long drills; they print their figures
	@go test -tags soak -count=1 -p 1 -timeout 120m -run Soak -v ./...

bench: $(ASSETS) $(PAGES) ## benchmarks
	@go test -run '^$$' -bench . -p 1 ./...

# CASES families are made in the folder SEARCH_VAR, if it is not there
CASES ?= 300000
SEARCH_VAR ?= $(CURDIR)/var/search
bench-search: build ## how well and how fast the search finds among a million generated persons
	@test -d $(SEARCH_VAR)/pg || NK_VAR=$(SEARCH_VAR) $(PROGRAM) generate --cases $(CASES)
	@NK_SEARCH_VAR=$(SEARCH_VAR) go test -tags soak -count=1 -timeout 60m -run SoakSearch -v ./internal/desk

docs: $(ASSETS) $(PAGES) ## write the generated documents again
	@NK_WRITE_DOCS=1 go test -count=1 -run 'Document|WhoReaches' ./internal/programme ./internal/platform/db ./internal/identity/names

clean: ## remove what was built; packages, and the database under var, stay
	@rm -rf bin static/dist/* && touch static/dist/.keep
