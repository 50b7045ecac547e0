#!/usr/bin/env python3
"""Fits the tables of Sources/Enrichment/Search/Calibration.swift.

    python3 Tests/Calibration/fit.py .build/release/quartier reference.sqlite

Streets are drawn from a full reference and written with errors as people make them: letters left out, put in, replaced or
swapped, words left out, another way type, no postcode, no city; one in ten is the street of another commune, so that the right
answer is no street. `quartier enrich --explain` gives the evidence of each answer; what share was right is pooled into a rising
curve (isotonic regression, Ayer et al. 1955), apart for answers that a commune speaks for and those that nothing does.
"""
import json, random, sqlite3, subprocess, sys

WEAK = {"nothing"}
TYPES = ["Rue", "Avenue", "Chemin", "Impasse", "Place", "Route", "Allée", "Boulevard"]


def mistyped(text, rng):
    letters = list(text)
    place = rng.randrange(len(letters))
    kind = rng.randrange(4)
    if kind == 0:
        letters.pop(place)
    elif kind == 1:
        letters.insert(place, rng.choice("aeinorst"))
    elif kind == 2:
        letters[place] = rng.choice("aeinorst")
    elif place + 1 < len(letters):
        letters[place], letters[place + 1] = letters[place + 1], letters[place]
    return "".join(letters)


def written(name, rng):
    words = name.split()
    kind = rng.random()
    if kind < 0.4:
        return mistyped(name, rng)
    if kind < 0.6:
        return mistyped(mistyped(name, rng), rng)
    if kind < 0.75 and len(words) > 2:
        words.pop(rng.randrange(1, len(words)))
    elif kind < 0.85 and len(words) > 1:
        words[0] = rng.choice(TYPES)
    elif kind < 0.95 and len(words) > 1:
        words.pop(0)
    return " ".join(words)


def cases(reference, count, rng):
    base = sqlite3.connect(reference)
    names = dict(base.execute("select code, coalesce((select name from commune p where p.code = c.parent), name) from commune c"))
    rows = base.execute("select commune, postcode, name from street where kind = 'street' and length(numbers) > 0").fetchall()
    for _ in range(count):
        commune, postcode, name = rng.choice(rows)
        foreign = rng.random() < 0.1
        if foreign:
            commune, postcode, _ = rng.choice(rows)
        address = {"street": f"{rng.randrange(1, 30)} {written(name, rng)}", "postcode": postcode or "", "city": names[commune]}
        way = rng.random()
        if way < 0.15:
            address["postcode"] = ""
        elif way < 0.3:
            address["city"] = ""
        elif way < 0.35:
            address["postcode"] = address["city"] = ""
        yield {"id": json.dumps([commune, None if foreign else name], ensure_ascii=False), "address": address}


def pooled(points):
    """Pool adjacent violators: rising shares over sorted evidence."""
    blocks = []
    for evidence, right in sorted(points):
        blocks.append([evidence, float(right), 1])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            total = blocks[-1][2] + last[2]
            blocks[-1] = [(blocks[-1][0] * blocks[-1][2] + last[0] * last[2]) / total, blocks[-1][1] + last[1], total]
    return blocks


def main(program, reference):
    rng = random.Random(2026)
    lines = [json.dumps(case, ensure_ascii=False) for case in cases(reference, 20000, rng)]
    answers = subprocess.run(
        [program, "enrich", "-", "--format", "ndjson", "--quiet", "--explain", "--reference", reference],
        input="\n".join(lines) + "\n", capture_output=True, text=True, check=True).stdout.splitlines()
    points = {True: [], False: []}
    for line in answers:
        answer = json.loads(line)
        chosen = next((s for s in answer["explanation"]["streets"] if s.get("chosen")), None)
        if chosen is None or "street" not in answer["match"]:
            continue
        commune, name = json.loads(answer["id"] if isinstance(answer["id"], str) else json.dumps(answer["id"]))
        right = name is not None and chosen["street"] == name and chosen["citycode"] == commune
        evidence = answer["explanation"]["communes"][0]["evidence"] if answer["explanation"]["communes"] else "nothing"
        points[evidence in WEAK].append((chosen["total"], right))
    for weak, label in ((False, "known"), (True, "weak")):
        print(label, len(points[weak]), "answers")
        bins = {}
        for total, right in points[weak]:
            cell = bins.setdefault(min(19, int(total * 20)), [0, 0, 0.0])
            cell[0] += 1; cell[1] += right; cell[2] += total
        for cell in sorted(bins):
            n, right, total = bins[cell]
            print(f"  evidence {total / n:.3f}  right {right / n:.3f}  of {n}")
        print("  rising:", [(round(e, 2), round(r / n, 3)) for e, r, n in pooled(points[weak]) if n >= 40])


main(*sys.argv[1:3])
