"""Privacy in joint learning: noise with a budget, masked sums, and an audit.

Who is protected is a client, with all its rows: ε compares what the server learns with
what it would have learned without that client. Each round goes

    clip → add noise → mask → sum → book the round's cost → release

where every step is optional but the order. ``clipping`` and ``gaussian`` bound and blur
the updates, ``accountant`` says what the rounds so far cost, ``budget`` stops them in
time, ``masking`` (over ``quantisation``, ``keys`` and ``shamir``) sums up updates that
nobody sees, and ``audit`` attacks the result. Clients, server and attacker are all
simulated in one program here, from seeds: it shows what the methods do and cost, and
protects nobody's data from the person in front of it.
"""
