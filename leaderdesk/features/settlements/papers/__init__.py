"""What a round earned, as a workbook with formulas and on one page, and the books as text."""
