# One person as in a notebook: each "# %%" begins a cell. Run as a program it writes the pictures beside one another into
# one_mentee_de.png and one_mentee_en.png.
# %%
import passung
from matplotlib import pyplot

market = passung.market(mentees=50, vacancies=20_000, seed=1, today="2026-03-02")
options = passung.Options(as_of="2026-03-02", limit=10)
mentee = market.mentees[45]

# %% The list; in a notebook it is a table.
ranking = market.snapshot.rank(mentee, options)
ranking

# %% Why the first one is the first.
best = ranking[0]
best

# %% What would open more.
report = market.snapshot.steps(mentee, options, most_steps=2)
report

# %% Both as pictures, in both languages.
for lang in ("de", "en"):
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(16, 6), layout="constrained")
    passung.plot.contributions(best, lang, left)
    passung.plot.steps(report, lang, right)
    figure.savefig(f"one_mentee_{lang}.png")
