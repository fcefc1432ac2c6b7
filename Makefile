# IGNY8. `make run` and `make test` do everything on a fresh machine.

.PHONY: help run dev test build check

help: ## Shows this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Installs what is missing, builds, starts, and prints where to sign in
	@scripts/run

dev: ## The same, and builds again whenever a file changes
	@scripts/dev

build: ## Builds the server and the browser's part
	@scripts/build

test: ## Everything that is tested: rules, services, routes, the browser
	@scripts/test

check: ## Format, lints and types alone, both sides
	@scripts/check
