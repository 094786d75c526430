"""Weights before and after tuning, and metrics of two profiles, each with intervals of 95 %.

usage: plots.py TUNED.json EVALUATED.json OUT.svg

TUNED.json is `passung tune … --format json`, EVALUATED.json `passung evaluate --profile-file … --compare-with …
--format json`.
"""
import json
import sys

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "passung"  # the same bytes for the same figures
import matplotlib.pyplot as plt  # noqa: E402

OLD, NEW = "#8a8a8a", "#1f5fa8"


def short(name, prefix):
    return name.removeprefix(prefix).lower().replace("_", " ")


def weights(axis, tuned):
    rows = tuned["weights"]
    for place, row in enumerate(rows):
        axis.plot([row["low"] / 100, row["high"] / 100], [place, place], color=NEW, linewidth=6, alpha=0.25,
                  solid_capstyle="butt", label="what the data allow, 95 %" if place == 0 else None)
        axis.plot(row["before"] / 100, place, "|", color=OLD, markersize=16, markeredgewidth=3,
                  label="before" if place == 0 else None)
        axis.plot(row["after"] / 100, place, "o", color=NEW, markersize=7, label="after" if place == 0 else None)
    axis.set_yticks(range(len(rows)), [short(row["criterion"], "CRITERION_") for row in rows])
    axis.invert_yaxis()
    axis.set_xlim(left=0)
    axis.set_xlabel("weight, points of 100")
    axis.set_title("Weights")


def metrics(axis, evaluated):
    names = [row["metric"] for row in evaluated["evaluation"]["metrics"]]
    for key, colour, shift in (("before", OLD, 0.15), ("evaluation", NEW, -0.15)):
        figures = {row["metric"]: row["estimate"] for row in evaluated[key]["metrics"]}
        for place, name in enumerate(names):
            estimate = figures[name]
            axis.plot([estimate["low"], estimate["high"]], [place - shift] * 2, color=colour, linewidth=2)
            axis.plot(estimate["value"], place - shift, "o", color=colour, markersize=5,
                      label=("before" if key == "before" else "after") if place == 0 else None)
    axis.set_yticks(range(len(names)), [short(name, "METRIC_") for name in names])
    axis.invert_yaxis()
    axis.set_xlim(0, 1)
    axis.set_title(f"Metrics, first {evaluated['k']} places, 95 %")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        tuned = json.load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        evaluated = json.load(file)
    figure, axes = plt.subplots(1, 2, figsize=(11, 4.6), layout="constrained")
    weights(axes[0], tuned)
    metrics(axes[1], evaluated)
    for axis in axes:
        axis.grid(axis="x", alpha=0.3)
        axis.legend(loc="lower right", fontsize=8)
    figure.savefig(sys.argv[3], metadata={"Date": None})


if __name__ == "__main__":
    main()
