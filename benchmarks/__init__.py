"""Measurements beside a floor and peers, in one run; `make bench` writes them to build/bench.json."""
