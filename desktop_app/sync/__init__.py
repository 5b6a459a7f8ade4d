"""The line to the centre: the only room of the desk that knows a server exists; no Qt here."""
