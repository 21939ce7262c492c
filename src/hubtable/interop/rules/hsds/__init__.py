"""How records of the directory are written as HSDS 3.1, and what may be asked of them."""
