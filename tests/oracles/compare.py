"""Our metrics and tests against ir-measures (trec_eval) and SciPy, to 1e-12.

usage: metrics_cases | compare.py
"""
import json
import sys

import ir_measures
from ir_measures import AP, RR, P, R, Success, nDCG
from scipy import stats

PRECISE = 1e-12


def ranking(case):
    """The same run and judgements as trec_eval takes them; scores fall with the place."""
    k = case["k"]
    qrels, run = [], []
    for place, grade in enumerate(case["run"]):
        run.append(ir_measures.ScoredDoc("q", f"d{place}", float(1000 - place)))
        if grade is not None:
            qrels.append(ir_measures.Qrel("q", f"d{place}", grade))
    qrels += [ir_measures.Qrel("q", f"m{i}", grade) for i, grade in enumerate(case["missed"])]
    if not qrels:  # somebody without judgements is nobody to ir-measures; we say 0
        return {name: 0.0 for name in ("ndcg", "ap", "rr", "recall", "precision", "success")}
    measures = {"ndcg": nDCG @ k, "ap": AP(rel=2) @ k, "rr": RR(rel=2), "recall": R(rel=2) @ k,
                "precision": P(rel=2) @ k, "success": Success(rel=2) @ k}
    values = ir_measures.calc_aggregate(list(measures.values()), qrels, run)
    return {name: values[measure] for name, measure in measures.items()}


def area(case):
    good = [s for s, g in zip(case["scores"], case["good"]) if g]
    bad = [s for s, g in zip(case["scores"], case["good"]) if not g]
    return {"area": stats.mannwhitneyu(good, bad).statistic / (len(good) * len(bad))}


def paired(case):
    before, after = case["before"], case["after"]
    student = stats.ttest_rel(after, before)
    interval = student.confidence_interval(0.95)
    signed = stats.wilcoxon(after, before, zero_method="wilcox", correction=False, method="asymptotic")
    return {"t": student.statistic, "p_t": student.pvalue, "low": interval.low, "high": interval.high,
            "wilcoxon": signed.statistic, "p_wilcoxon": signed.pvalue}


def share(case):
    interval = stats.binomtest(case["good"], case["count"]).proportion_ci(0.95, method="wilson")
    return {"low": interval.low, "high": interval.high}


def main():
    oracles = {"ranking": ranking, "area": area, "paired": paired, "share": share}
    compared, wrong, worst = 0, 0, 0.0
    for line in sys.stdin:
        case = json.loads(line)
        for name, expected in oracles[case["kind"]](case).items():
            difference = abs(case[name] - expected)
            compared += 1
            worst = max(worst, difference)
            if not difference <= PRECISE:
                wrong += 1
                print(f"{case['kind']} {name}: {case[name]!r}, others say {expected!r}: {line.strip()}")
    print(f"{compared} figures compared, {wrong} differ by more than {PRECISE}; the largest difference is {worst:.1e}")
    return 0 if compared >= 4000 and wrong == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
