# What is run by hand. PYTHON is an environment with the project and its development tools.
PYTHON ?= python

.PHONY: quality regression

quality: ## how well it reads: scores, headlines, what is improbable, speed (ARGS="headlines --misses 20")
	$(PYTHON) -m tests.bench.quality $(ARGS)

regression: ## what changed on the fixed sample since the state that was written (ARGS="--show 20", ARGS=--write)
	$(PYTHON) -m tests.bench.regression $(ARGS)
