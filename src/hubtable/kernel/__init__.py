"""Seat, verdict, ids: pure Python, no Django."""
