"""A record as plain rows, and the keys and addresses by which pages find them."""
