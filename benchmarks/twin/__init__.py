"""The table's list as a stock Django project would write it: its own engine, extends and includes.

View, queries, cards, server and pool are those of the program; only the rendering differs.
"""
