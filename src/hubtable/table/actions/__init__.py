"""What happens at the table: one file per step. Each action records what happened."""
