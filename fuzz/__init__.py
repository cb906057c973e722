"""Broken inputs by the thousand, to find what the readers of images do with them."""
