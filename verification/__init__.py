"""Is this signature genuine, and whose is it? No Qt, no SQL, no network; answers are codes, never sentences."""
