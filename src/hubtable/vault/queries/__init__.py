"""What the ledger says to the acting seat."""
