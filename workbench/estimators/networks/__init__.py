"""Neural networks of PyTorch and Keras as scikit-learn estimators.

Imported by the factories of ``torch_nets`` and ``keras_nets`` alone, since scikit-learn
is needed here. A library itself is imported when the first network is fitted or asked.
"""
