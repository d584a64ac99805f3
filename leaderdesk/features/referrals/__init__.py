"""Who brought whom: the programme, the gifts and their stock, thanks and welcome."""
