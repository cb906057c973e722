"""The command line and the web service around the library."""
