"""The question as plain SQL, the same for every database."""

from world import LIMIT

# Rows that fail a rule find no partner: a lookup table holds only what passes.
def joins(tables, keep, where=""):
    names = list(tables)
    score = " + ".join(f"t_{name}.points" for name in names)
    partners = " ".join(f"JOIN t_{name} ON t_{name}.code = r.{name}" for name in names)
    return best(f"SELECT r.vacancy, {score} AS score FROM {{rows}} r {partners} {where}", keep)


def best(scored, keep):
    """`keep` best rows surely hold the 20 best vacancies, and are found without grouping a million of them."""
    return (f"WITH best AS ({scored} ORDER BY score DESC, vacancy LIMIT {keep}) "
            f"SELECT vacancy, max(score) AS score FROM best GROUP BY vacancy ORDER BY score DESC, vacancy LIMIT {LIMIT}")


def passing(table):
    """Code and points of what passes."""
    return [(code, int(points)) for code, points in enumerate(table) if points >= 0]
