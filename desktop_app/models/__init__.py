"""The replica: this desk's encrypted copy of its school, its journal and its outbox; the only room with SQL."""
