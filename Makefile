# `make help` lists what there is to do.

# The Python of the system, where it will do: Debian's is an eighth faster than one that was compiled as it comes.
PYTHON ?= $(shell /usr/bin/python3 -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo /usr/bin/python3 || echo python3)
HOST ?= 127.0.0.1
PORT ?= 8000

# The site's own settings, made by the first `make run`. What is already in the environment wins.
MANAGE = here=$$(.venv/bin/python mmn_events/here.py "$(HOST)" "$(PORT)") || exit 1; eval "$$here"; \
	set -a; . ./var/env; set +a; exec .venv/bin/python manage.py

.PHONY: help run passwords manage test lint format clean

help: ## List what there is to do
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: .venv/runs var/env ## Set everything up, then serve the site at http://HOST:PORT (127.0.0.1:8000)
	@$(MANAGE) serve --set-up --host "$(HOST)" --port "$(PORT)"

passwords: .venv/runs var/env ## Give staff, secretariat and reviewer new passwords and print them
	@$(MANAGE) create_sign_ins --new-passwords

manage: .venv/runs var/env ## Run a Django command, for instance: make manage DO="createsuperuser"
	@$(MANAGE) $(DO)

test: .venv/tests ## Run every check and test there is
	@exec .venv/bin/python -m tests.run

lint: .venv/tests ## Check how the code is written
	@exec .venv/bin/python -m tests.run lint

format: .venv/tests ## Write the code the way lint wants it
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

clean: ## Remove the virtual environment and caches, never data
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed. If there is one under another name: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Making a virtual environment in .venv"
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || { rm -rf .venv; \
		[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		echo "Python's venv module is missing: installing python3-venv" && \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends python3-venv >/dev/null && \
		$(PYTHON) -m venv .venv >/dev/null; } || { rm -rf .venv; \
		echo "Python's venv module is missing. On Debian and Ubuntu install it with: sudo apt-get install python3-venv"; exit 1; }
	@# The one that Debian brings weighs every file of every version there is, and takes twice as long.
	@.venv/bin/python -m pip install -qq --disable-pip-version-check pip==26.3

.venv/runs: requirements.txt | .venv/bin/python
	@echo "Installing what the site needs"
	@.venv/bin/python -m pip install -qq --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/tests: requirements.txt requirements-dev.txt | .venv/bin/python
	@echo "Installing what the tests need"
	@# Of thousands of modules a few hundred are used; Python compiles those, when they are.
	@.venv/bin/python -m pip install -qq --disable-pip-version-check --no-compile -r requirements-dev.txt
	@touch $@

var/env:
	@mkdir -p -m 700 var
	@umask 077; .venv/bin/python -c 'import secrets; print("SECRET_KEY=\"$${SECRET_KEY:-" + secrets.token_urlsafe(64) + "}\"\nALLOW_SQLITE=\"$${ALLOW_SQLITE:-1}\"")' > $@.new
	@mv $@.new $@
