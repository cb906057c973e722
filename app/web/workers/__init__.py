"""Worker processes: one loaded engine each, one job at a time, replaceable at any moment."""
