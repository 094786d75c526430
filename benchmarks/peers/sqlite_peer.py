"""SQLite in memory; the lookup tables are there before the time is taken."""

import sqlite3

import sql
from world import LIMIT


class Base:
    name = "SQLite"
    floor = None

    def __init__(self, world):
        self.keep = LIMIT * world.most_rows
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.execute("PRAGMA cache_size = -1000000")
        columns = ["vacancy", *world.codes]
        names = ", ".join(f"{name} INTEGER NOT NULL" for name in columns)
        self.db.execute("BEGIN")
        self.db.execute(f"CREATE TABLE rows ({names})")
        data = zip(world.vacancy.tolist(), *(codes.tolist() for codes in world.codes.values()))
        self.db.executemany(f"INSERT INTO rows VALUES ({', '.join('?' * len(columns))})", data)
        self.index(columns)
        self.db.execute("COMMIT")
        self.asked = 0
        self.note = f"version {sqlite3.sqlite_version}"

    def index(self, columns):
        pass

    # SQLite has schemas only for whole databases: lookup tables are told apart by a prefix.
    def joined(self, question, where):
        self.asked += 1
        for name, table in question.tables.items():
            self.db.execute(f"CREATE TABLE q{self.asked}_{name} (code INTEGER PRIMARY KEY, points INTEGER NOT NULL)")
            self.db.executemany(f"INSERT INTO q{self.asked}_{name} VALUES (?, ?)", sql.passing(table))
        query = sql.joins(question.tables, self.keep, where).format(rows="rows")
        # The table of rows goes first, the lookups by primary key after it: the best order, kept by CROSS.
        return query.replace(" JOIN t_", " CROSS JOIN t_").replace("t_", f"q{self.asked}_")

    def ask(self, query):
        return self.db.execute(query).fetchall()

    def close(self):
        self.db.close()


class Joins(Base):
    form = "plain: joins with lookup tables"

    def prepare(self, question):
        return self.joined(question, "")


class Told(Base):
    form = "told which occupations to read, covering index"

    def index(self, columns):
        rest = [name for name in columns if name != "job"]
        self.db.execute(f"CREATE INDEX by_job ON rows (job, {', '.join(rest)})")

    def prepare(self, question):
        told = ", ".join(map(str, question.told()))
        return self.joined(question, f"WHERE r.job IN ({told})")
