"""The lock: functions, policies and grants, declared here and applied after every migration.

The numbered SQL files hold the functions, `policies` the row security, `applying` puts both into
the database in one transaction. Before a migration they are dropped; tables stay enabled and
forced without a policy, so that nobody sees anything until they are back (lock.md, Traps).
"""
