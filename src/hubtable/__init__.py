"""Hubtable: the software a community Hub runs on."""
