"""The director's key devices: documents in, detached signatures out; they decide and check nothing."""
