"""What is reported to editors: each problem by its identifier, with its fix, in each language."""
