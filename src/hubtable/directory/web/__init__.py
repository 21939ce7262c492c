"""How stewards, agencies and everybody ask and see."""
