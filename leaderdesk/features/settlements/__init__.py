"""What a round earned: settling it, what suppliers get, and the books by month (结算)."""
