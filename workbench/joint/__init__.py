"""Joint learning: min Σ L(θ_i, D_i) + λR(w), the data staying with their owners.

Each strategy is one file, registered by an import line in ``strategies/__init__``.
"""
