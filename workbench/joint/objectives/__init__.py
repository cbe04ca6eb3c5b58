"""The objectives, one file each; each import line registers one.

``scores`` holds what those share whose loss depends on linear scores XW.
"""

from workbench.joint.objectives import adapters, linear, logistic, mlp, softmax, svm

__all__ = ["adapters", "linear", "logistic", "mlp", "softmax", "svm"]
