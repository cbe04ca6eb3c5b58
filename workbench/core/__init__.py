"""The vocabulary of the program: frozen structs and tiny tools.

Imports nothing else of ours and nothing heavy, since every worker process imports it.

Whatever crosses a layer is a frozen, keyword-only ``msgspec.Struct``: typed, immutable,
and read from and written to JSON by a maintained library instead of code of our own.
"""
