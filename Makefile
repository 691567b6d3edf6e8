# Nurly Kosh. `make run` and `make test` are all a newcomer needs; `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/bash
TOOLS := bin/tools
export GOFLAGS := -buildvcs=false

PACKAGES := static/node_modules/.package-lock.json
ASSETS := static/dist/manifest.json
TEMPL := $(shell find templates -name '*.templ' 2>/dev/null)
FRONT := static/build.mjs $(wildcard static/css/* static/js/*)

.PHONY: help run build test check lint dev browser soak bench docs clean generate chromium

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  \1\t/' | expand -t 14

run: build ## set up what is missing, fill an empty database with demo data, and serve on http://127.0.0.1:8080
	@exec bin/nurlykosh serve

build: $(PACKAGES) $(ASSETS) generate ## build the program with its assets
	@echo "program: building bin/nurlykosh"
	@go build -trimpath -o bin/nurlykosh ./cmd/nurlykosh

$(PACKAGES): static/package-lock.json
	@echo "packages: fetching the front-end packages"
	@cd static && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(ASSETS): $(PACKAGES) $(FRONT)
	@echo "assets: building style sheets, scripts and fonts"
	@cd static && npm run --silent build

generate:
	@go tool templ generate >/dev/null 2>&1 || go tool templ generate

test: $(PACKAGES) $(ASSETS) generate lint chromium ## everything CI runs, on a real PostgreSQL, with a real browser
	@echo "tests: all packages"
	@go test -count=1 -p 2 -timeout 20m ./...

check: $(PACKAGES) $(ASSETS) generate lint ## quick checks before a commit
	@go test -count=1 ./internal/... -run 'Arch|Every|Catalogue' -p 2

lint: generate $(TOOLS)/gofumpt $(TOOLS)/staticcheck ## format, vet and staticcheck
	@echo "lint: gofumpt, vet, staticcheck"
	@out=$$($(TOOLS)/gofumpt -l $$(git ls-files '*.go')); test -z "$$out" || { echo "not formatted:"; echo "$$out"; exit 1; }
	@go vet ./...
	@$(TOOLS)/staticcheck ./...

$(TOOLS)/gofumpt:
	@echo "tools: gofumpt"
	@GOBIN=$(CURDIR)/$(TOOLS) go install mvdan.cc/gofumpt@v0.12.0

$(TOOLS)/staticcheck:
	@echo "tools: staticcheck"
	@GOBIN=$(CURDIR)/$(TOOLS) go install honnef.co/go/tools/cmd/staticcheck@v0.8.2

chromium:
	@.ci/chromium

dev: build ## build and serve again whenever a source changes
	@while true; do bin/nurlykosh serve & pid=$$!; \
	  until find cmd internal templates sql static/css static/js -newer bin/nurlykosh \( -name '*.go' -o -name '*.templ' -o -name '*.sql' -o -name '*.json' -o -name '*.css' -o -name '*.js' \) ! -name '*_templ.go' | grep -q .; do sleep 1; done; \
	  kill $$pid; wait $$pid; $(MAKE) --no-print-directory build || sleep 3; done

browser: build chromium ## the browser journeys alone
	@go test -count=1 -timeout 20m ./internal/journey/...

soak: build ## long drills; they print their figures
	@go test -tags soak -count=1 -timeout 60m -run Soak -v ./...

bench: generate ## benchmarks
	@go test -run '^$$' -bench . ./...

docs: generate ## write the generated documents again
	@NK_WRITE_DOCS=1 go test -count=1 ./internal/programme/ ./internal/platform/db/ -run "Document|EveryRoute"

clean: ## remove what was built; the database under var stays
	@rm -rf bin static/dist/* && touch static/dist/.keep
