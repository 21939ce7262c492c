"""Reads records of the directory as HSDS, some at a time, whatever their number."""
