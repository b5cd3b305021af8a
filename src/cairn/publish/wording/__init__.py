"""Values in words and as safe markup, in both languages: figures, states of ground, entries, reasons."""
