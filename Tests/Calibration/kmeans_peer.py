#!/usr/bin/env python3
"""Compare the segmentation with scikit-learn's KMeans on the same matrix.

    quartier segmentation matrix --reference reference.sqlite > matrix.csv
    kmeans_peer.py matrix.csv [--restarts 100] [--quality 20]

Prints the within-cluster sum of squares of our profiles over that of scikit-learn's best of --quality runs, and how
long scikit-learn takes for --restarts runs with as many clusters as there are profiles, then inside each profile with as
many as it has personas. `quartier segmentation train` does that with 100 restarts, and tries other numbers of personas too.
Needs numpy, pandas and scikit-learn (PyPI).
"""
import argparse
import time

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans


def sum_of_squares(points, weights, labels):
    """Weighted squared distances to the weighted means of the groups."""
    total = 0.0
    for label in np.unique(labels):
        rows = labels == label
        mean = np.average(points[rows], axis=0, weights=weights[rows])
        total += (weights[rows, None] * (points[rows] - mean) ** 2).sum()
    return total


def cluster(points, weights, count, restarts):
    """The best of `restarts` runs, and the seconds they took together."""
    start = time.perf_counter()
    best = KMeans(count, n_init=restarts, random_state=0).fit(points, sample_weight=weights)
    return best.labels_, time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("matrix")
    parser.add_argument("--restarts", type=int, default=100)
    parser.add_argument("--quality", type=int, default=20)
    options = parser.parse_args()
    table = pd.read_csv(options.matrix, dtype={"profile": str, "persona": str, "iris": str}, keep_default_na=False)
    points = table.iloc[:, 4:].to_numpy(np.float64)
    weights = table["weight"].to_numpy(np.float64)
    profiles, personas = table["profile"].to_numpy(), table["persona"].to_numpy()
    print(f"{len(table)} neighbourhoods, {points.shape[1]} variables")

    names = np.unique(profiles)
    labels, _ = cluster(points, weights, len(names), options.quality)
    ratio = sum_of_squares(points, weights, profiles) / sum_of_squares(points, weights, labels)
    print(f"{len(names)} profiles, sum of squares over scikit-learn's best of {options.quality}: {100 * (ratio - 1):+.5f} %")

    _, first = cluster(points, weights, len(names), options.restarts)
    print(f"scikit-learn, {len(names)} clusters, {options.restarts} restarts: {first:.1f} s")
    second = 0.0
    for name in names:
        rows = profiles == name
        count = len(np.unique(personas[rows]))
        if count > 1:
            second += cluster(points[rows], weights[rows], count, options.restarts)[1]
    print(f"scikit-learn, {len(np.unique(personas))} clusters inside them, {options.restarts} restarts each: {second:.1f} s")


if __name__ == "__main__":
    main()
