"""Who is who, according to whom: viewpoints over dated relations and designations, and what rolls up under them."""
