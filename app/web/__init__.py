"""The web page and the REST service."""
