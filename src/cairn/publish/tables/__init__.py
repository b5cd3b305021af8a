"""The exported tables, field by field: the one specification that every file, page and format follows."""
