"""Forms of feeds: which file, column, element or key is which field of HSDS 3.1. Pure."""
