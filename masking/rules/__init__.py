"""A field's text to the spans to hide: the standard's sentences."""
