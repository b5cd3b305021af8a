"""The record as rows of the exported tables: for files, for the site, for the sheet."""
