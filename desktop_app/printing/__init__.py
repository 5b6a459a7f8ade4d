"""Papers: frozen contents in, PDF bytes out; no queries, no clock, no dialogs."""
