"""Rows in great numbers: of different lengths in arrays, in order side by side, connected by pairs, put aside in files."""
