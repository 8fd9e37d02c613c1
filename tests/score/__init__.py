"""Scorers: accuracy against gold, each a program that prints a table (`python -m tests.score.rca`)."""
