"""Reads what is given: finds the inputs, opens them, reads each into a part, decides which records stand."""
