"""The ledger: the only room of the centre with SQL; hands out frozen values, never database rows."""
