"""Golden numbers of item analysis: makes a seeded cohort, writes it to cohort.csv and prints every figure.

Run in this folder: python3 golden.py > golden.json. Plain Python, no packages; written from the definitions of the
metrics (facility, discrimination index, discriminative efficiency of Moodle), not from our code.
"""

import csv
import json
import random
import statistics

dice = random.Random(20261116)
LEARNERS = 150
EXAM = [f"i{k}" for k in range(1, 13)]
# item -> kind and key; options of a choice are 0..3
ITEMS = {name: ("single", [0]) for name in EXAM}
ITEMS["i8"] = ("multiple", [0, 1])
ITEMS["i11"] = ("true-false", ["true"])
ITEMS["i12"] = ("short", ["water"])
ITEMS["few"] = ("single", [1])
ITEMS["moved"] = ("single", [0])  # version 1: key 0; version 2: key 3
HARD = {name: -1.2 + 0.2 * k for k, name in enumerate(EXAM)}
ability = [dice.gauss(0, 1) for _ in range(LEARNERS)]
rows = []
clock = 0


def chance(x):
    return 1 / (1 + 2.718281828459045 ** -x)


def choose(item, skill, version=1):
    """What somebody chooses, as a list of codes."""
    kind, key = ITEMS[item]
    if item == "moved" and version == 2:
        key = [3]
    p = chance(1.3 * (skill - HARD.get(item, 0)))
    if item == "i9":
        p = chance(-1.5 * skill)
    right = dice.random() < p
    if item == "i10":  # wrongly keyed: those who know choose 2
        return ["2"] if right else [str(dice.choice([0, 0, 1, 3]))]
    if kind == "multiple":
        return [str(k) for k in range(4) if dice.random() < (p if k in key else (1 - p) / 2)]
    if kind == "true-false":
        return ["true" if right else "false"]
    if kind == "short":
        return ["water" if right else dice.choice(["sand", "foam", "ice"])]
    others = [k for k in range(4) if k not in key]
    return [str(key[0] if right else dice.choice(others))]


def score(item, codes, version=1):
    kind, key = ITEMS[item]
    if item == "moved" and version == 2:
        key = [3]
    if kind != "multiple":
        return 1.0 if codes[0] == str(key[0]) else 0.0
    hits = sum(1 for c in codes if int(c) in key)
    return max(0.0, min(1.0, (2 * hits - len(codes)) / len(key)))


def row(at, learner, verb, mode, attempt, item, version=1, codes=(), value="", ms="", flag=""):
    rows.append([at, learner, verb, mode, attempt, item, version, "|".join(codes), value, ms, flag])


def answer(at, learner, mode, attempt, item, skill, version=1, flag=""):
    codes = choose(item, skill, version)
    row(at, learner, "answered", mode, attempt, item, version, codes, score(item, codes, version),
        dice.randrange(2_000, 60_000), flag)


def exam(at, learner, attempt, skill, flag=""):
    late = dice.random() < 0.1
    for k, item in enumerate(EXAM):
        if late and k >= 10:
            row(at, learner, "expired", "exam", attempt, item, flag=flag)
        elif dice.random() < 0.03:
            row(at, learner, "skipped", "exam", attempt, item, flag=flag)
        else:
            answer(at, learner, "exam", attempt, item, skill, 1, flag)
    row(at, learner, "decided", "exam", attempt, "station", flag=flag)


for p in range(LEARNERS):
    name = f"p{p}"
    clock += 60
    if p < 40:  # practises two items first; a missed one is asked again
        for item in ["i1", "i2"]:
            answer(clock, name, "practice", f"try-{p}", item, ability[p])
            answer(clock, name, "practice", f"try-{p}", item, ability[p] + 2, 1, "again")
    clock += 60
    exam(clock, name, f"exam-{p}", ability[p])
    if p < 19:
        clock += 60
        answer(clock, name, "practice", f"few-{p}", "few", ability[p])
    if p < 60:
        clock += 60
        answer(clock, name, "practice", f"old-{p}", "moved", ability[p], 1)
for p in range(40, 140):  # twenty of them know version 1
    clock += 60
    answer(clock, f"p{p}", "practice", f"new-{p}", "moved", ability[p] + 0.5, 2)
for p in range(12):  # a second attempt never counts
    clock += 60
    exam(clock, f"p{p}", f"second-{p}", ability[p] + 1.5)
for p, flag in enumerate(["preview", "bot", "voided"] * 8):
    clock += 60
    exam(clock, f"x{p}", f"flagged-{p}", -2.0, flag)
    answer(clock, f"x{p}", "practice", f"flagged-few-{p}", "few", -2.0, 1, flag)
# came in last and was given first: p149 had practised i3 before the exam
answer(30, "p149", "offline", "offline-149", "i3", 3.0)
# marked anew by a person: the first exam answer that was wrong at i5
wrong = next(r for r in rows if r[2] == "answered" and r[5] == "i5" and r[4].startswith("exam-") and r[8] == 0.0)
clock += 60
row(clock, wrong[1], "corrected", "exam", wrong[4], "i5", 1, (), 1.0, EXAM.index("i5"))

with open("cohort.csv", "w", newline="") as out:
    csv.writer(out, lineterminator="\n").writerows(
        [["at", "learner", "verb", "mode", "attempt", "item", "version", "codes", "score", "ms", "flag"], *rows]
    )

# ---- analysis, from the rows alone ----
good = [dict(zip("at learner verb mode attempt item version codes score ms flag".split(), r)) for r in rows]
for r in good:
    if r["verb"] == "corrected":
        for other in good:
            if other["verb"] == "answered" and other["attempt"] == r["attempt"] and other["item"] == r["item"]:
                other["score"] = r["score"]
good = [r for r in good if r["flag"] == ""]
first = {}
for r in sorted((r for r in good if r["verb"] in ("answered", "skipped")), key=lambda r: r["at"]):
    first.setdefault((r["learner"], r["item"]), r)
finished = {}
for r in sorted((r for r in good if r["verb"] == "decided"), key=lambda r: r["at"]):
    finished.setdefault(r["learner"], r["attempt"])
pairs = {item: [] for item in ITEMS}
for learner, attempt in finished.items():
    form = [r for r in good if r["attempt"] == attempt and r["verb"] in ("answered", "skipped", "expired")]
    points = [float(r["score"] or 0) for r in form]
    for r, x in zip(form, points):
        if r["verb"] != "expired":
            pairs[r["item"]].append((x, (sum(points) - x) / (len(form) - 1), r))


def covariance(xs, ys):
    mx, my = statistics.fmean(xs), statistics.fmean(ys)
    return statistics.fmean([(x - mx) * (y - my) for x, y in zip(xs, ys)])


def flags(n, facility, dn, di, de, kind, key, chosen):
    found = []
    if n < 20:
        found.append("too_few")
    if n >= 50 and facility > 95:
        found.append("too_easy")
    if n >= 50 and facility < 20:
        found.append("too_hard")
    if dn >= 100 and di < 0:
        found.append("negative_discrimination")
    if dn >= 100 and de < 15:
        found.append("low_efficiency")
    total = sum(len(rest) for rest in chosen.values())
    judged = {c: statistics.fmean(rest) for c, rest in chosen.items() if len(rest) >= 20}
    keyed = [m for c, m in judged.items() if c in key]
    if kind != "multiple" and total >= 50 and keyed:
        if any(m > max(keyed) and len(chosen[c]) >= total / 10 for c, m in judged.items() if c not in key):
            found.append("suspicious_key")
    return found


report = {}
for item, (kind, key) in ITEMS.items():
    current = 2 if item == "moved" else 1
    key = ["3"] if item == "moved" else [str(k) for k in key]
    mine = [r for (_, i), r in first.items() if i == item]
    scores = [float(r["score"] or 0) for r in mine]
    times = [r["ms"] for r in mine if r["ms"] != ""]
    xs, ys = [x for x, _, _ in pairs[item]], [y for _, y, _ in pairs[item]]
    di = de = None
    if len(xs) >= 100:
        di = 100 * statistics.correlation(xs, ys)
        de = 100 * covariance(xs, ys) / covariance(sorted(xs), sorted(ys))
    counts, chosen = {}, {}
    for r in mine:
        for c in r["codes"].split("|") if r["codes"] and r["version"] == current else []:
            counts[c] = counts.get(c, 0) + 1
    for _, y, r in pairs[item]:
        for c in r["codes"].split("|") if r["codes"] and r["version"] == current else []:
            chosen.setdefault(c, []).append(100 * y)
    facility = 100 * statistics.fmean(scores) if len(scores) >= 20 else None
    versions = {}
    for r in mine:
        versions.setdefault(r["version"], []).append(float(r["score"] or 0))
    report[item] = {
        "n": len(mine),
        "facility": facility,
        "discriminationN": len(xs),
        "discrimination": di,
        "efficiency": de,
        "meanMs": statistics.fmean(times) if len(times) >= 20 else None,
        "omitted": sum(1 for r in mine if r["verb"] == "skipped"),
        "unreached": sum(1 for r in good if r["verb"] == "expired" and r["item"] == item),
        "choices": {
            c: [counts.get(c, 0), statistics.fmean(chosen[c]) if len(chosen.get(c, [])) >= 5 else None]
            for c in sorted(set(counts) | set(chosen))
        },
        "versions": {
            str(v): [len(s), 100 * statistics.fmean(s) if len(s) >= 20 else None] for v, s in sorted(versions.items())
        },
        "flags": flags(len(mine), facility, len(xs), di, de, kind, key, chosen),
    }


def rounded(value):
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items()}
    return [rounded(v) for v in value] if isinstance(value, list) else value


print("{")
print(",\n".join(f"  {json.dumps(k)}: {json.dumps(rounded(v))}" for k, v in report.items()))
print("}")
