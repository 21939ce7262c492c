"""The directory of services: one per installation, shared by its Hubs (HSDS 3.1)."""
