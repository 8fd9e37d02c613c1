"""Scripts that make the tables and weights that kg ships, from the labelled data beside the project."""
