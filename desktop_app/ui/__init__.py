"""The windows: widgets, words and colours; they read queries and call use cases, and know no rule."""
