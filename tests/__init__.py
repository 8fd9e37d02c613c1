"""The tests, as a package: scorers and benches run as its modules."""
