"""Desks of one school on one local network: paired by a code, they tell each other what they do."""
