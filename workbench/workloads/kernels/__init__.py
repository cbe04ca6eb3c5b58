"""Small programs to learn on, each a workload."""
