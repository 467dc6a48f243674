"""One open image → RGB."""
