"""Models of PyTorch and Keras with the parameters of ours, and their own training."""
