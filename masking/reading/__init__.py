"""Image to lines and codes: the engine, the label's place and orientation."""
