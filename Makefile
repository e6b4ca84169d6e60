# Every command of the project. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# One folder of compiled code for every clone, so that a second clone builds warm.
export CARGO_TARGET_DIR ?= $(HOME)/.cache/besa-target
export PATH := $(PATH):$(HOME)/.cargo/bin

.PHONY: help run assets test test-sqlite test-postgres test-browser test-faults matrix guards faults chart lint fmt audit spec pictures bench

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

run: ## build Besa and start it on http://localhost:8080 (data in ./data)
	@make/run.sh $(ARGS)

assets: ## build styles, scripts and fonts (needs Node; without it pages look plain)
	@make/assets.sh

test: ## run every test: on SQLite, on PostgreSQL + Redis, in a browser; and the short form of faults
	@make/test.sh sqlite postgres faults browser

test-sqlite: ## run the tests on SQLite alone (needs no service)
	@make/test.sh sqlite

test-postgres: ## run the tests of the whole app on a throw-away PostgreSQL + Redis
	@make/test.sh postgres

test-browser: ## run the browser tests
	@make/test.sh browser

test-faults: ## run the short form of faults
	@make/test.sh faults

matrix: ## every route by every kind of person, on both engines; prints the number of cells
	@make/matrix.sh

guards: ## take out one guard after another: the matrix must see each go
	@make/guards.sh $(ARGS)

faults: ## break it on purpose on both engines: seeds printed; the last line says what was lost
	@make/faults.sh $(ARGS)

chart: ## render the helm chart and check it, without a cluster
	@make/chart.sh

lint: ## check format, clippy (warnings denied), licences, bans and sources of crates
	@make/lint.sh

fmt: ## format the code
	@cargo fmt --all

audit: ## check the crates against the database of known weaknesses
	@make/audit.sh

spec: ## write the API's description to docs/openapi.json
	@make/spec.sh

pictures: ## take the pictures of real pages under docs/pictures
	@make/pictures.sh

bench: ## measure start, memory, pages and API (release build)
	@make/bench.sh
