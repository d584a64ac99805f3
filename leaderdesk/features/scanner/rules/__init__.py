"""What helps to scan: who may come in, what is asked and answered, and where the page can be reached."""
