"""The ledger of each neighbour and who has paid."""
