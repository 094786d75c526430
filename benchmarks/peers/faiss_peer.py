"""FAISS: exhaustive inner product over one-hot rows, with rules as its own filter of ids.

A dense one-hot row takes 4 bytes for every code of every column that gives points: the vacancies that fit are fewer,
and its figure is for those. Products are of 32-bit floats, so that the best are scored once more in integers.
"""

import faiss
import numpy as np

from numpy_peer import narrow
from world import LIMIT, Question, best

VACANCIES = 10_000


class Flat:
    name = "FAISS"
    form = "IndexFlatIP over one-hot rows, 1 thread"
    comparable = False

    def __init__(self, world):
        faiss.omp_set_num_threads(1)
        vacancies = min(VACANCIES, world.vacancies)
        self.rows = int(world.first_row[vacancies])
        self.keep = LIMIT * world.most_rows
        self.vacancy = world.vacancy[:self.rows]
        self.codes = {name: codes[:self.rows].astype(np.intp) for name, codes in world.codes.items()}
        self.scored = sorted({name for question in world.questions for name in question.scored()})
        self.begin = dict(zip(self.scored, np.cumsum([0, *(world.sizes[name] for name in self.scored)])))
        self.width = sum(world.sizes[name] for name in self.scored)
        one_hot = np.zeros((self.rows, self.width), dtype=np.float32)
        for name in self.scored:
            one_hot[np.arange(self.rows), self.begin[name] + self.codes[name]] = 1
        self.index = faiss.IndexFlatIP(self.width)
        self.index.add(one_hot)
        # Its own answers at this size: by NumPy, which is compared with the engine at full size.
        self.questions = [Question(q.tables, self.exact(q, np.arange(self.rows)), q.engine_ms)
                          for q in world.questions]
        self.note = (f"{vacancies} vacancies only: {self.width} floats a row; floats, so the best are scored again; "
                     "compared with NumPy")

    def exact(self, question, rows):
        total = sum(narrow(table)[self.codes[name][rows]].astype(np.int64) for name, table in question.tables.items())
        passing = total >= 0
        return best(self.vacancy[rows[passing]], total[passing])

    def prepare(self, question):
        wanted = np.zeros((1, self.width), dtype=np.float32)
        for name in question.scored():
            begin = self.begin[name]
            wanted[0, begin:begin + len(question.tables[name])] = np.maximum(question.tables[name], 0)
        return question, wanted

    def ask(self, given):
        question, wanted = given
        passes = np.ones(self.rows, dtype=bool)
        for name, table in question.tables.items():
            if table.min() < 0:
                passes &= np.take(table >= 0, self.codes[name])
        selector = faiss.IDSelectorBitmap(np.packbits(passes, bitorder="little"))
        parameters = faiss.SearchParameters(sel=selector)
        _, found = self.index.search(wanted, min(2 * self.keep, self.rows), params=parameters)
        return self.exact(question, found[0][found[0] >= 0])

    def close(self):
        pass
