"""The office's day, one verb a file: sign in, file, attach, check, propose, decide, order, print, withdraw."""
