"""What comes in from other programs and goes out to them: orders, catalogues and history as files."""
