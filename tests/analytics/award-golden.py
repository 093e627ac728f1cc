"""Golden numbers of awards: makes a seeded cohort of 100 and writes it with every expected figure to award-cohort.csv.

Run in this folder: python3 award-golden.py. Needs numpy and scipy; written from analytics.md section 2 with rankdata and
linregress, not from our code.
"""

import csv

import numpy as np
from scipy.stats import linregress, norm, rankdata

dice = np.random.default_rng(20261122)
N = 100
CAP = 60
WEIGHTS = {"practice": 35, "exam": 25, "mark": 20, "correction": 10, "days": 10}
# six people are too few: they are compared with everybody below north
DEPARTMENTS = ["east"] * 30 + ["west"] * 34 + ["north"] * 30 + ["pier"] * 6

skill = dice.normal(0.6, 0.7, N)
people = []
for i in range(N):
    days = []
    for _ in range(3):
        asked = int(dice.lognormal(3.9, 0.5)) if dice.random() > 0.12 else 0
        days.append((asked, int(dice.binomial(asked, 1 / (1 + np.exp(-skill[i] - 0.25))))))
    before = int(dice.integers(80, 320))
    wrong = int(dice.integers(3, 15))
    people.append(
        {
            "id": f"p{i:03d}",
            "department": DEPARTMENTS[i],
            "days": days,
            "exam": int(dice.binomial(20, 1 / (1 + np.exp(-skill[i])))) if dice.random() > 0.15 else None,
            "mark": round(float(dice.beta(5, 2)), 2) if dice.random() > 0.2 else None,
            "wrong": wrong,
            "durable": int(dice.binomial(wrong, 0.6)),
            "before": (before, int(dice.binomial(before, 1 / (1 + np.exp(-skill[i] + dice.normal(0, 0.3)))))),
        }
    )

LEAST = 60
answers = np.array([sum(a for a, _ in p["days"]) for p in people])
inside = [i for i in range(N) if answers[i] >= LEAST]
nan = float("nan")
value = {
    "practice": [sum(min(r, CAP) for _, r in p["days"]) for p in people],
    "exam": [nan if p["exam"] is None else p["exam"] / 20 for p in people],
    "mark": [nan if p["mark"] is None else p["mark"] for p in people],
    "correction": [p["durable"] / p["wrong"] if p["wrong"] >= 5 else nan for p in people],
    "days": [sum(1 for a, _ in p["days"] if a > 0) for p in people],
}
value = {k: np.array(v, dtype=float) for k, v in value.items()}
ZERO = {"mark"}


def branch(department):
    return {"north", "pier"} if department == "north" else {department}


def group_of(i):
    own = people[i]["department"]
    for d in (own, "north" if own == "pier" else None):
        if d is None:
            continue
        members = [j for j in inside if people[j]["department"] in branch(d)]
        if len(members) >= 10:
            return members
    return inside


def percentile(metric, i, members):
    v = value[metric][members]
    own = members.index(i)
    if metric in ZERO:
        filled = np.where(np.isnan(v), -np.inf, v)
        return 0.0 if np.isnan(v[own]) else (rankdata(filled)[own] - 0.5) / len(members)
    if np.isnan(v[own]):
        return None
    here = ~np.isnan(v)
    return (rankdata(v[here])[int(np.sum(here[:own]))] - 0.5) / int(np.sum(here))


score = {}
for i in inside:
    members = group_of(i)
    parts = {m: percentile(m, i, members) for m in WEIGHTS}
    have = {m: p for m, p in parts.items() if p is not None}
    total = sum(WEIGHTS[m] for m in have)
    score[i] = float(np.dot([WEIGHTS[m] for m in have], list(have.values())) / total)
rounded = np.array([round(score[i], 9) for i in inside])
place = dict(zip(inside, (int(x) for x in rankdata(-rounded, method="min"))))

# most improved: 100 answers on both sides
right = np.array([sum(r for _, r in p["days"]) for p in people])
both = [i for i in range(N) if people[i]["before"][0] >= 100 and answers[i] >= 100]


def logit(r, n):
    return np.log((r + 0.5) / (n - r + 0.5))


x = np.array([logit(people[i]["before"][1], people[i]["before"][0]) for i in both])
y = np.array([logit(right[i], answers[i]) for i in both])
fit = linregress(x, y)
residual = dict(zip(both, y - (fit.intercept + fit.slope * x)))
z = norm.ppf(0.975)
low = {}
for i in both:
    n0, r0 = people[i]["before"]
    se = np.sqrt(sum(1 / c for c in (r0 + 0.5, n0 - r0 + 0.5, right[i] + 0.5, answers[i] - right[i] + 0.5)))
    low[i] = logit(right[i], answers[i]) - logit(r0, n0) - z * se

with open("award-cohort.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(
        "id,department,a1,r1,a2,r2,a3,r3,exam,mark,wrong,durable,beforeA,beforeR,score,place,residual,low".split(",")
    )
    for i, p in enumerate(people):
        flat = [n for day in p["days"] for n in day]
        blank = lambda v: "" if v is None else v
        out.writerow(
            [p["id"], p["department"], *flat, blank(p["exam"]), blank(p["mark"]), p["wrong"], p["durable"], *p["before"]]
            + ([f"{score[i]:.12f}", place[i]] if i in score else ["", ""])
            + ([f"{residual[i]:.12f}", f"{low[i]:.12f}"] if i in residual else ["", ""])
        )
named = [i for i in both if low[i] > 0 and residual[i] > 0]
print(len(inside), len(both), f"{fit.slope:.12f} {fit.intercept:.12f}", len(named))
