"""Writes what was measured into a Markdown file between two markers, with a plot beside it.

Usage: report.py PEERS.json FLOORS.json README.md PLOT.svg
"""

import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402 (the backend is chosen first)

BEGIN = "<!-- figures: begin (written by ./dev bench report) -->"
END = "<!-- figures: end -->"


def grouped(number):
    return f"{number:,}".replace(",", " ")


def brief(value):
    return grouped(round(value)) if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def cell(text):
    return str(text).replace("|", "\\|").strip()


def peers_table(peers):
    engine = peers["engine_median_us"]
    lines = [
        f"Peers: {grouped(peers['vacancies'])} vacancies, {grouped(peers['rows'])} rows, the heart question of "
        f"{peers['mentees']} mentees, one thread; engine median {brief(engine)} µs; {cell(peers['machine'])}; load "
        f"{peers['load']}. Command: `./dev bench peers`.",
        "",
        "| peer | form | median ms | engine is × | answers compared | mismatches | load | remark |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for peer in peers["peers"]:
        median = brief(peer["median_ms"]) if "median_ms" in peer else "–"
        ratio = f"**{brief(peer['ratio'])}**" if "ratio" in peer else "–"
        lines.append(f"| {cell(peer['name'])} | {cell(peer['form'])} | {median} | {ratio} | {peer.get('compared', 0)} "
                     f"| {peer.get('mismatches', 0)} | {peer['load']} | {cell(peer.get('note', ''))} |")
    return lines


def floors_table(floors):
    reached = sum(line["status"] == "ok" for line in floors["floors"])
    lines = [
        f"Floors: {cell(floors['machine'])}; load {floors['load']}. Command: `./dev floors engine` "
        f"(`{cell(floors['command'])}`). Market: {cell(floors['market'])}.",
        "",
        "| floor | figure | at least | reach for | answers compared | mismatches | | remark |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for line in floors["floors"]:
        figure = "not measured" if line["figure"] is None else f"{brief(line['figure'])} {line['unit']}"
        lines.append(f"| {cell(line['name'])} | {figure} | {line['floor']:g} {line['unit']} | "
                     f"{line['reach']:g} {line['unit']} | {line['compared']} | {line['mismatches']} | "
                     f"{line['status']} | {cell(line['note'])} |")
    lines += ["", f"{reached} of {len(floors['floors'])} floors hold."]
    return lines


def ratios(peers, floors):
    """Name and ratio of every rival that was measured on the same rows, the least first."""
    found = [(f"{p['name']}: {p['form'].split(',')[0]}", p["ratio"]) for p in (peers or {}).get("peers", [])
             if "ratio" in p]
    for line in (floors or {}).get("floors", []):
        if "column scan" in line["name"] and line["figure"] is not None:
            found.append((f"our column scan, {line['name'].rsplit(': ', 1)[-1]}", line["figure"]))
    return sorted(found, key=lambda pair: pair[1])


def plot(peers, floors, path):
    figure, (bars, growth) = plt.subplots(1, 2, figsize=(12, 4.8), width_ratios=[3, 2])
    pairs = ratios(peers, floors)
    bars.barh([name for name, _ in pairs], [ratio for _, ratio in pairs], color="#35618e")
    bars.bar_label(bars.containers[0], labels=[f"{brief(ratio)} ×" for _, ratio in pairs], padding=3)
    bars.axvline(1, color="#444444", linewidth=1)
    bars.set_xscale("log")
    bars.margins(x=0.15)
    bars.set_xlabel("time of the rival / time of the engine (1: equally fast)")
    for name, points in (floors or {}).get("growth", {}).items():
        if not points:
            continue
        sizes, means = zip(*sorted(points))
        style = "--" if "scan" in name else "-"
        growth.plot(sizes, [mean / 1e3 for mean in means], style, marker="o", label=name)
    growth.set_xscale("log")
    growth.set_yscale("log")
    growth.set_xlabel("vacancies")
    growth.set_ylabel("mean of one question, ms")
    growth.grid(True, which="major", alpha=0.4)
    if growth.lines:
        growth.legend()
    figure.tight_layout()
    # Without date and random ids: the same figures give the same file.
    plt.rcParams.update({"svg.hashsalt": "passung", "svg.fonttype": "none"})
    figure.savefig(path, metadata={"Date": None})
    text = Path(path).read_text()
    Path(path).write_text("\n".join(line.rstrip() for line in text.splitlines()) + "\n")


def read(path):
    return json.loads(Path(path).read_text()) if Path(path).exists() else None


def main():
    peers_path, floors_path, readme, picture = sys.argv[1:]
    peers, floors = read(peers_path), read(floors_path)
    if peers is None and floors is None:
        sys.exit("nothing was measured yet: ./dev bench peers, ./dev floors engine")
    text = Path(readme).read_text()
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        sys.exit(f"{readme} does not have the two markers once each")
    plot(peers, floors, picture)
    lines = [f"![Ratios to rivals, and growth]({Path(picture).name})"]
    if floors is not None:
        lines += ["", *floors_table(floors)]
    if peers is not None:
        lines += ["", *peers_table(peers)]
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    Path(readme).write_text(f"{before}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{after}")


if __name__ == "__main__":
    main()
