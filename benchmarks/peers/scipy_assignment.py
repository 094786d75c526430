"""Counts the graphs of a file whose optimum is another than SciPy finds.

Each line: {"lefts": n, "capacities": [per right], "edges": [[left, right, gain], ...], "total": ours}. Standing alone
is worth nothing, so a dense matrix with a column for each place and gain 0 where there is no edge has the same optimum.
"""

import json
import sys

import numpy
from scipy.optimize import linear_sum_assignment


def optimum(graph):
    first, places = [], 0
    for capacity in graph["capacities"]:
        first.append(places)
        places += capacity
    gains = numpy.zeros((graph["lefts"], max(places, 1)), dtype=numpy.int64)
    for left, right, gain in graph["edges"]:
        gains[left, first[right] : first[right] + graph["capacities"][right]] = gain
    rows, columns = linear_sum_assignment(gains, maximize=True)
    return int(gains[rows, columns].sum())


def main():
    graphs = differing = 0
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            graph = json.loads(line)
            graphs += 1
            differing += optimum(graph) != graph["total"]
    print(graphs, differing)


if __name__ == "__main__":
    main()
