"""Reads what is given: finds the inputs, opens them, reads each into a part, decides which records stand.

In come paths; out come a spool of cleaned records, a file of faults, and for each source what became of its records.
"""
