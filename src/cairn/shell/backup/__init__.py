"""A workspace as one encrypted file, and back.

`keys` are the keys it is encrypted to and opened with; `members` the tar inside, written and read as a stream;
`manifest` what its first and last member say; `tables` the records as JSON Lines for either database. `take` makes a
backup, `restore` opens one, `go_on` lets a restored log go on under a new name.
"""
