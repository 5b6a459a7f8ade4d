"""Photos made ready for a thin line: a small copy, a smaller thumbnail; the only room of the desk with Pillow."""
