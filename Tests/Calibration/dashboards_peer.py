#!/usr/bin/env python3
"""Every aggregate of `quartier bench dashboards` against DuckDB: the same figures, and how many times faster.

    dashboards_peer.py QUARTIER FOLDER [--threads 2] [--rounds 5]
    quartier bench dashboards FOLDER --json | dashboards_peer.py - FOLDER

QUARTIER is the program, a file of what its `bench dashboards FOLDER --json` printed, or - for that on standard input. FOLDER holds
contacts.csv and events.csv as shared/bench/audience/generate.py writes them. Quartier runs first and alone; then the tables are
loaded into DuckDB (in memory, events in order of contact) and each aggregate's SQL is timed (median). Prints equal or differs for
each, and exits with 1 when one differs, is not ten times DuckDB's speed, or takes 20 ms or more. Needs duckdb (PyPI).
"""
import argparse, json, os, statistics, subprocess, sys, time
import duckdb

ap = argparse.ArgumentParser()
ap.add_argument("quartier"); ap.add_argument("folder")
ap.add_argument("--threads", type=int, default=2); ap.add_argument("--rounds", type=int, default=5)
a = ap.parse_args()
def answer():
    if a.quartier == "-": return sys.stdin.read()
    if not os.access(a.quartier, os.X_OK): return open(a.quartier).read()
    run = [a.quartier, "bench", "dashboards", a.folder, "--threads", str(a.threads), "--json"]
    return subprocess.run(run, check=True, capture_output=True).stdout
answers = {d["name"]: d for d in json.loads(answer())}

con = duckdb.connect(); con.execute(f"set threads={a.threads}"); con.execute("set TimeZone='UTC'")
con.execute(f"""create table c as select * from read_csv('{a.folder}/contacts.csv',
    types={{'department':'VARCHAR','ltv':'DECIMAL(12,2)','created':'TIMESTAMP'}})""")
con.execute(f"""create table e as select * from read_csv('{a.folder}/events.csv',
    types={{'at':'TIMESTAMP','amount':'DECIMAL(12,2)'}}) order by contact, "at" """)

AS_OF = "timestamp '2026-06-30 12:00:00'"
TODAY = "date '2026-06-30'"
BOUGHT = f"type = 'purchase' and \"at\" <= {AS_OF}"
YEAR = f"{BOUGHT} and \"at\" >= timestamp '2025-06-30 00:00:00'"
MONTHS = "timestamp '2024-07-01'"

class Peer:
    """Asks SQL and keeps the time."""
    def __init__(self): self.milliseconds = 0.0
    def __call__(self, sql):
        times = []
        for _ in range(a.rounds):
            t = time.perf_counter(); rows = con.execute(sql).fetchall(); times.append(time.perf_counter() - t)
        self.milliseconds += statistics.median(times) * 1e3
        return rows

def cents(x): return None if x is None else round(float(x) * 100)
def table(rows): return {"" if r[0] is None else str(r[0]): r[-1] for r in rows}
differences = []
def same(name, one, other):
    if one != other:
        keys = [k for k in set(one) | set(other) if one.get(k) != other.get(k)] if isinstance(one, dict) else [None]
        differences.append((name, [(k, one.get(k), other.get(k)) if k is not None else (one, other) for k in keys[:3]]))
def near(name, one, other):
    bad = [(k, one.get(k), other.get(k)) for k in set(one) | set(other)
           if one.get(k) is None or other.get(k) is None or abs(one[k] - other[k]) > 6e-5 * max(1, abs(other[k]))]
    if bad: differences.append((name, bad[:3]))
def label(x): return "" if x is None else str(x)

def overview(q, d):
    new = table(q(f"""select case when created < {MONTHS} then 'earlier' else strftime(created, '%Y-%m') end m, count(*) from c group by 1"""))
    same("new contacts", {m["month"]: m["new_contacts"] for m in d["months"]} | {"earlier": d["earlier_contacts"]}, new)
    sold = q(f"""select strftime("at", '%Y-%m') m, count(distinct contact), count(*), sum(amount) from e
                 where {BOUGHT} and "at" >= {MONTHS} group by 1""")
    same("sales by month", {m["month"]: (m["buyers"], m["purchases"], cents(m["amount"])) for m in d["months"]},
         {m: (b, n, cents(s)) for m, b, n, s in sold})
    (b, n, s), = q(f"select count(distinct contact), count(*), sum(amount) from e where {YEAR}")
    same("value", {"v": (d["buyers"], d["purchases"], cents(d["amount"]))}, {"v": (b, n, cents(s))})
    status = table(q(f"""select case when f is null then 'never' when f > {TODAY} - 90 then 'new' when l > {TODAY} - 365 then 'active'
          when l > {TODAY} - 730 then 'dormant' else 'lapsed' end s, count(*)
        from c left join (select contact, min("at")::date f, max("at")::date l from e where {BOUGHT} group by 1) p on p.contact = c.id group by 1"""))
    same("activity", {r["status"]: r["count"] for r in d["activity"] if r["count"]}, status)
    for channel in ("email", "sms"):
        reach = table(q(f"select consent_{channel}, count(*) from c group by 1"))
        row = next(r for r in d["reach"] if r["channel"] == channel)
        same("reach", {"True": row["given"], "False": row["refused"]}, {k: v for k, v in reach.items() if k})

def personas(q, d):
    rows = q("select segment, count(*) from c group by 1")
    same("personas", {p["code"]: p["count"] for p in d["personas"]}, dict(rows))
    counts = dict(rows)
    sold = q(f"select segment, count(*), sum(amount) from e join c on c.id = e.contact where {YEAR} group by 1")
    near("frequency", {p["code"]: p["average_frequency"] for p in d["personas"]}, {s: n / counts[s] for s, n, _ in sold})
    near("value", {p["code"]: p["average_value"] for p in d["personas"]}, {s: float(v) / counts[s] for s, _, v in sold})

def places(q, d):
    same("departments", {r["code"]: r["count"] for r in d["areas"]}, dict(q("select department, count(*) from c group by 1")))

SCORES = """with p as (select contact, max("at")::date r, count(*) f, sum(amount) m from e where type = 'purchase' and "at" <= {until} group by 1),
  b as (select """ + ", ".join(
    f"list_sort(list({v}))[(count(*) * {k}) // 5 + 1] as {v}{k}" for v in "rfm" for k in range(1, 5)) + """ from p)
  select contact, m, """ + ", ".join(
    "1 + " + " + ".join(f"({v} >= {v}{k})::int" for k in range(1, 5)) + f" as {v}s" for v in "rfm") + " from p, b"

def rfm(q, d):
    cells = q(f"select rs, fs, ms, count(*) from ({SCORES.format(until=AS_OF)}) group by all")
    same("cells", {(c["recency"], c["frequency"], c["monetary"]): c["count"] for c in d["cells"] if c["count"]},
         {r[:3]: r[3] for r in cells})
    sums = {}
    for r, f, m, n in cells: sums[segment(r, f, m)] = sums.get(segment(r, f, m), 0) + n
    same("segments", {s["segment"]: s["count"] for s in d["segments"] if s["count"]}, sums)

def segment(r, f, m):
    w = (f + m + 1) // 2
    if (r == 5 and w >= 4) or (r == 4 and w == 5): return "champions"
    if (r == 4 and w == 4) or (r == 3 and w >= 4): return "loyal"
    if r >= 4 and w == 1: return "new"
    if r >= 4: return "promising"
    if r == 3: return "need_attention" if w >= 2 else "hibernating"
    if w == 5: return "cannot_lose"
    if w >= 3: return "at_risk"
    return "hibernating" if r == 2 else "lost"

def moves(q, d):
    then = SCORES.format(until="timestamp '2026-01-01 23:59:59.999'")
    rows = q(f"""select t.rs, t.fs, t.ms, n.rs, n.fs, n.ms, count(*) from ({SCORES.format(until=AS_OF)}) n
        left join ({then}) t on t.contact = n.contact group by all""")
    sums = {}
    for r in rows:
        key = ("none" if r[0] is None else segment(*r[:3]), segment(*r[3:6])); sums[key] = sums.get(key, 0) + r[6]
    same("moves", {(m["from"], m["to"]): m["count"] for m in d["moves"] if m["count"]}, sums)

def sales(rows): return {label(r[0]): (r[1], r[2], cents(r[3])) for r in rows}

def channels(q, d):
    same("channels", {label(r["channel"]): (r["buyers"], r["purchases"], cents(r["amount"])) for r in d["channels"]},
         sales(q(f"select channel, count(distinct contact), count(*), sum(amount) from e where {YEAR} group by 1")))
    same("hours", {(r["weekday"], r["hour"]): r["purchases"] for r in d["hours"]},
         {r[:2]: r[2] for r in q(f"select isodow(\"at\"), hour(\"at\"), count(*), count(distinct contact) from e where {YEAR} group by 1, 2")})

def categories(q, d):
    same("categories", {label(r["category"]): (r["buyers"], r["purchases"], cents(r["amount"])) for r in d["categories"]},
         sales(q(f"select category, count(distinct contact), count(*), sum(amount) from e where {YEAR} group by 1")))
    same("affinities", {(r["category"], r["persona"]): r["buyers"] for r in d["affinities"]},
         {r[:2]: r[2] for r in q(f"""select category, segment, count(distinct contact) from e join c on c.id = e.contact
                                     where {YEAR} group by 1, 2""")})
    pairs = {r[:2]: r[2] for r in q(f"""with b as (select distinct contact, category from e where {YEAR})
        select x.category, y.category, count(*) from b x join b y using (contact) where x.category < y.category group by 1, 2""")}
    same("pairs", {tuple(sorted((r["one"], r["other"]))): r["buyers"] for r in d["pairs"]}, pairs)

def quality(q, d):
    # Fields that the files do not have cost DuckDB nothing.
    for field, column in [("persona", "segment"), ("department", "department"), ("age", "age"), ("city", "city"),
                          ("tier", "tier"), ("ltv", "ltv"), ("vip", "vip"), ("created_at", "created"),
                          ("consent.email", "consent_email"), ("consent.sms", "consent_sms")]:
        known = table(q(f"select {column} is not null, count(*) from c group by 1"))
        row = next(r for r in d["fields"] if r["field"] == field)
        same(f"known {field}", {"True": row["known"], "False": row["unknown"]}, {"True": 0, "False": 0} | known)
    rows = q(f"select segment, created >= {TODAY} - 90, count(*) from c group by 1, 2")
    lately = {came: sum(r[2] for r in rows if r[1] == came) for came in (True, False)}
    same("lately", {True: d["drift_recent"], False: d["drift_others"]}, lately)

def crossed(q, d):
    same("cells", {(r["row"], r["column"]): (r["contacts"], cents(r["value"])) for r in d["cells"]},
         {r[:2]: (r[2], cents(r[3])) for r in q(f"""select department, channel, count(distinct contact), sum(amount)
             from e join c on c.id = e.contact where {BOUGHT} group by 1, 2""")})

def tiers(q, d):
    same("cells", {(r["row"], r["column"]): r["contacts"] for r in d["cells"]},
         {r[:2]: r[2] for r in q("select segment, tier, count(*) from c group by 1, 2")})

checks = {"overview": overview, "personas": personas, "map": places, "rfm": rfm, "rfm since 2026-01-01": moves,
          "channels": channels, "categories": categories, "quality": quality,
          "crosstab department channel amount": crossed, "crosstab persona tier": tiers}
failed = slow = False
print(f"{'aggregate':36s} {'Quartier':>10s} {'DuckDB':>10s} {'times':>7s}")
for name, check in checks.items():
    if name not in answers: continue
    differences.clear(); peer = Peer(); check(peer, answers[name])
    own = answers[name]["milliseconds"]
    times = peer.milliseconds / own
    print(f"{name:36s} {own:7.2f} ms {peer.milliseconds:7.1f} ms {times:7.1f}  {'differs: ' + str(differences) if differences else 'equal'}")
    failed = failed or bool(differences); slow = slow or times < 10 or own >= 20
print("every figure is equal" if not failed else "figures differ", "and" if failed == slow else "but",
      "an aggregate is not under 20 ms and ten times DuckDB's speed" if slow else "every aggregate is under 20 ms and ten times DuckDB's speed")
sys.exit(failed or slow)
