"""The office: what a clerk and a director work with, with or without a line to the centre."""
