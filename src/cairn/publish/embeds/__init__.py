"""What of a record can stand on the pages of others, with its source, day and caveat."""
