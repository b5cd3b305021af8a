"""Who held which ground on which day, according to whom; and what follows from it, under a stated policy."""
