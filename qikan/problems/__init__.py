"""What editors are told: each problem by its identifier, with a cure, in each language."""
