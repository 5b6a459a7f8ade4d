# The face; the engine is dev.py, which needs nothing but Python 3.11 (Windows: py dev.py run).

PYTHON ?= python3

run tour serve test check bench differential mutants histories fuzz setup words lock:
	@$(PYTHON) dev.py $@ $(ARGS)

.PHONY: run tour serve test check bench differential mutants histories fuzz setup words lock
