"""Work for benchmarks' processes in tests; in a file of its own, since what it imports they import too."""

import time


def nap(turn, rounds, seconds):
    for _ in range(rounds):
        time.sleep(seconds)
        turn()
