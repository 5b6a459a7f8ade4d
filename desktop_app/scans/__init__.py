"""Papers and photos made ready, and where they come from; the only room of the desk with Pillow."""
