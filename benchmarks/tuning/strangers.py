"""Orders the labelled world with ours and with what others would take, and prints one table.

usage: strangers.py FOLDER OUT.json    FOLDER has train.jsonl and test.jsonl of tuning_world

Everybody learns from the same suggestions and orders those of people whom nobody has learned from. nDCG@10 by
ir-measures; intervals of 95 % over people; p of the paired t test against the tuned profile.
"""
import json
import sys

import ir_measures
import lightgbm
import numpy as np
from ir_measures import nDCG
from rank_bm25 import BM25Okapi
from scipy import stats

SEED = 1


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def matrix(people, names):
    """One row a suggestion: the values under these names, lists spread out."""
    return np.array([[v for name in names for v in (s[name] if isinstance(s[name], list) else [s[name]])]
                     for p in people for s in p["suggested"]], dtype=float)


def labels(people):
    return np.array([s["good"] for p in people for s in p["suggested"]])


def tree_ranker(train, test):
    """LightGBM's lambdarank on the points that the engine gives, rounds chosen on a fifth of the people."""
    cut = len(train) * 4 // 5
    seen, watched = (lightgbm.Dataset(matrix(part, ["points"]), labels(part),
                                      group=[len(p["suggested"]) for p in part]) for part in (train[:cut], train[cut:]))
    settings = {"objective": "lambdarank", "metric": "ndcg", "eval_at": [10], "learning_rate": 0.03, "num_leaves": 15,
                "min_data_in_leaf": 50, "bagging_fraction": 0.8, "bagging_freq": 1, "feature_fraction": 0.8,
                "seed": SEED, "num_threads": 2, "deterministic": True, "verbose": -1}
    model = lightgbm.train(settings, seen, num_boost_round=1000, valid_sets=[watched],
                           callbacks=[lightgbm.early_stopping(50, verbose=False)])
    return model.predict(matrix(test, ["points"]))


def texts(people):
    """BM25 of the advertisement for what is known of the person."""
    words = [s["text"].lower().split() for p in people for s in p["suggested"]]
    index = BM25Okapi(words)
    scores, begin = [], 0
    for person in people:
        end = begin + len(person["suggested"])
        scores.extend(index.get_batch_scores(person["text"].lower().split(), list(range(begin, end))))
        begin = end
    return np.array(scores, dtype=float)


def order_of_ids(people):
    """The first id first, whatever the order in which suggestions were drawn."""
    ids = [s["vacancy"] for p in people for s in p["suggested"]]
    place = {vacancy: i for i, vacancy in enumerate(sorted(set(ids), key=str.encode))}
    return -np.array([place[vacancy] for vacancy in ids], dtype=float)


def by_person(people, scores):
    """nDCG@10 of each person of whom something was good and something was not."""
    qrels, run, i = [], [], 0
    for person in people:
        goods = [s["good"] for s in person["suggested"]]
        for suggestion in person["suggested"]:
            if 0 < sum(goods) < len(goods):
                qrels.append(ir_measures.Qrel(person["mentee"], suggestion["vacancy"], suggestion["good"]))
                run.append(ir_measures.ScoredDoc(person["mentee"], suggestion["vacancy"], float(scores[i])))
            i += 1
    values = {m.query_id: m.value for m in ir_measures.iter_calc([nDCG @ 10], qrels, run)}
    return np.array([values[key] for key in sorted(values)])


def main():
    folder, out = sys.argv[1:3]
    train, test = read(f"{folder}/train.jsonl"), read(f"{folder}/test.jsonl")
    column = lambda name: matrix(test, [name])[:, 0]
    count = len(column("default"))
    systems = {
        "random": np.random.default_rng(SEED).random(count),
        "rules only, in the order of ids": order_of_ids(test),
        "BM25 on texts": texts(test),
        "profile default": column("default"),
        "profile tuned": column("tuned"),
        "LightGBM lambdarank on the same points": tree_ranker(train, test),
        "the planted profile without its interaction": column("planted"),
        "oracle: the planted chances": column("chance"),
    }
    values = {name: by_person(test, scores) for name, scores in systems.items()}
    tuned, best = values["profile tuned"], values["oracle: the planted chances"].mean()
    rows = []
    for name, of in values.items():
        reach = stats.t.ppf(0.975, len(of) - 1) * stats.sem(of)
        same = np.allclose(of, tuned)
        rows.append({"name": name, "ndcg": of.mean(), "low": of.mean() - reach, "high": of.mean() + reach,
                     "of_oracle": of.mean() / best, "p": 1.0 if same else float(stats.ttest_rel(of, tuned).pvalue)})
    print(f"{sum(len(p['suggested']) for p in train)} suggestions to learn from; {count} to {len(test)} other people "
          f"are ordered, {len(tuned)} of whom have better and worse ones\n")
    print("| | nDCG@10 | 95 % | of the oracle | p against tuned |\n|---|---|---|---|---|")
    for row in rows:
        print(f"| {row['name']} | {row['ndcg']:.4f} | {row['low']:.4f} … {row['high']:.4f} "
              f"| {100 * row['of_oracle']:.1f} % | {row['p']:.2g} |")
    lead = 100 * (values["LightGBM lambdarank on the same points"].mean() / tuned.mean() - 1)
    print(f"\nLightGBM's lead over the tuned profile: {lead:.2f} %")
    with open(out, "w", encoding="utf-8") as file:
        json.dump({"systems": rows, "lightgbm_lead_percent": lead, "people": len(tuned)}, file, indent=1)


if __name__ == "__main__":
    main()
