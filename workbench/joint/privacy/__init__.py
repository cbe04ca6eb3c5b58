"""Privacy in joint learning: noise with a budget, masked sums, and an audit."""
