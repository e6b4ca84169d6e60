# All commands of the project. `make` without a target lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# All clones share one target folder, so that a second clone builds fast.
export CARGO_TARGET_DIR ?= $(HOME)/.cache/besa-target
export PATH := $(PATH):$(HOME)/.cargo/bin

.PHONY: help run assets test test-sqlite test-postgres test-browser test-faults matrix guards faults chart lint fmt audit spec pictures bench

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

run: ## build Besa and start it on http://localhost:8080 (data in ./data)
	@make/run.sh $(ARGS)

assets: ## build styles, scripts and fonts (needs Node; without it pages have no styles)
	@make/assets.sh

test: ## run all tests: on SQLite, on PostgreSQL + Redis, in a browser, and the short fault injection tests
	@make/test.sh sqlite postgres faults browser

test-sqlite: ## run the tests on SQLite only (needs no services)
	@make/test.sh sqlite

test-postgres: ## run the tests of the whole app on a temporary PostgreSQL + Redis
	@make/test.sh postgres

test-browser: ## run the browser tests
	@make/test.sh browser

test-faults: ## run the short fault injection tests
	@make/test.sh faults

matrix: ## run the access matrix: every route as every kind of caller, on both engines
	@make/matrix.sh

guards: ## remove one access check at a time: the access matrix must fail each time
	@make/guards.sh $(ARGS)

faults: ## run all fault injection tests on both engines; prints the seed, and last the number of losses
	@make/faults.sh $(ARGS)

chart: ## render the helm chart and check it, without a cluster
	@make/chart.sh

lint: ## check formatting, clippy (warnings denied), licences, bans and sources of crates
	@make/lint.sh

fmt: ## format the code
	@cargo fmt --all

audit: ## check the crates for known vulnerabilities
	@make/audit.sh

spec: ## write the OpenAPI description to docs/openapi.json
	@make/spec.sh

pictures: ## take the screenshots in docs/pictures
	@make/pictures.sh

bench: ## measure beside pgbench, a bare route and others (release build); writes docs/bench.md
	@make/bench.sh $(ARGS)
