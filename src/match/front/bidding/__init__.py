"""The supplier's desk: prove, write, seal, for each purchase, and what became of them."""
