"""What is reported to editors: each problem by its identifier, with a cure, in each language."""
