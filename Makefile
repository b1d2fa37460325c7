# Khu Pho Mapper: the commands of this project. "make" alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint format package desktop translations matrix peers clean

help: ## list these commands
	@grep -hE '^[a-z%-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z%-]+):.*## /\1\t/' | \
	    while IFS="$$(printf '\t')" read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done

setup: ## install what is missing (QGIS, fonts, virtual environment); the other commands do this themselves
	@tools/setup

demo: setup ## make the sample ward and run the whole job on it, without a desktop
	@tools/demo

test: setup ## lint and all tests
	@tools/test

lint: setup ## style, types of mistakes, and what the plugin site checks
	@tools/lint

format: setup ## bring the Python files into the common form
	@.venv/bin/ruff format .

package: setup ## pack the plugin: dist/khu_pho_mapper-VERSION.zip
	@tools/package

desktop: setup ## open the real QGIS with the plugin and the sample (LANGUAGE=vi or en)
	@tools/desktop --lang $(or $(filter vi en,$(LANGUAGE)),vi)

translations: setup ## look for new texts and compile the translations
	@tools/translations update

matrix: setup ## the tests on fresh Debian 12 and 13, each in a chroot (needs root)
	@tools/matrix

bench-%: setup ## run a bench, such as bench-city, bench-chiayi, bench-proposal
	@tools/python bench/bench_$(subst -,_,$*).py $(ARGUMENTS)

peers: setup ## install what bench-proposal measures beside the engine, in an environment of its own
	@/usr/bin/python3 -m venv build/peers
	@build/peers/bin/python -m pip install -q --disable-pip-version-check -r tools/requirements-bench.txt

clean: ## remove what the commands made (not the virtual environments, not the chroots)
	[ ! -d build ] || find build -mindepth 1 -maxdepth 1 -not -name matrix -not -name peers -exec rm -rf --one-file-system {} +
	rm -rf dist .hypothesis .ruff_cache .pytest_cache .qgis-settings
	find . -path ./.venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f i18n/*.qm resources.rcc
