"""Lists of a round: who gets what, how it is packed, shelved, carried and handed out, on paper and as workbooks."""
