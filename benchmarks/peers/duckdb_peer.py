"""DuckDB in the process, one thread; the lookup tables are there before the time is taken."""

import duckdb
import numpy as np
import pyarrow as pa

import sql
from numpy_peer import narrow
from world import LIMIT


class Base:
    name = "DuckDB"
    floor = "against DuckDB, heart, 1 M"
    order = ""

    def __init__(self, world):
        self.keep = LIMIT * world.most_rows
        self.db = duckdb.connect(config={"threads": 1})
        types = {name: np.uint16 if world.sizes[name] < 65536 else np.uint32 for name in world.codes}
        arrow = pa.table({"vacancy": world.vacancy.astype(np.int32),
                          **{name: codes.astype(types[name]) for name, codes in world.codes.items()}})
        self.db.register("arrow", arrow)
        self.db.execute(f"CREATE TABLE rows AS SELECT * FROM arrow {self.order}")
        self.db.unregister("arrow")
        self.asked = 0

    def tables(self, question, only=None):
        """Lookup tables of one question, under a schema of their own."""
        self.asked += 1
        schema = f"q{self.asked}"
        self.db.execute(f"CREATE SCHEMA {schema}")
        for name, table in question.tables.items():
            keep = table >= 0
            if only is not None and name == "job":
                keep &= np.isin(np.arange(len(table)), only)
            codes = np.flatnonzero(keep)
            arrow = pa.table({"code": codes.astype(np.uint16), "points": table[codes].astype(np.int32)})
            self.db.register("arrow", arrow)
            self.db.execute(f"CREATE TABLE {schema}.t_{name} AS SELECT * FROM arrow")
            self.db.unregister("arrow")
        return schema

    def ask(self, given):
        schema, query = given
        self.db.execute(f"SET search_path = '{schema},main'")
        return self.db.execute(query).fetchall()

    def close(self):
        self.db.close()


class Joins(Base):
    form = "plain: joins with lookup tables"

    def prepare(self, question):
        return self.tables(question), sql.joins(question.tables, self.keep).format(rows="main.rows")


class Lists(Base):
    form = "plain: looked up in lists"

    def prepare(self, question):
        self.asked += 1
        schema = f"q{self.asked}"
        self.db.execute(f"CREATE SCHEMA {schema}")
        for name, table in question.tables.items():
            values = ", ".join(map(str, narrow(table)))
            self.db.execute(f"CREATE TABLE {schema}.l_{name} AS SELECT [{values}]::INTEGER[{len(table)}] AS points")
        score = " + ".join(f"l_{name}.points[r.{name} + 1]" for name in question.tables)
        lists = ", ".join(f"{schema}.l_{name}" for name in question.tables)
        scored = f"SELECT r.vacancy, {score} AS score FROM main.rows r, {lists} WHERE score >= 0"
        return schema, sql.best(scored, self.keep)


class Told(Base):
    form = "told which occupations to read, rows in their order"
    floor = None
    order = "ORDER BY job, vacancy"

    def prepare(self, question):
        told = question.told()
        where = f"WHERE r.job IN ({', '.join(map(str, told))})"
        return self.tables(question, told), sql.joins(question.tables, self.keep, where).format(rows="main.rows")
