"""check_rup: a small, slow checker of proofs by reverse unit propagation.

Read it and believe it: it shares nothing with what writes the proofs. Each clause of
the proof must follow from the formula and the clauses before it in this way: set all
its literals false, propagate units, and run into a clause that is false. A proof ends
with the empty clause. Lines of deletion ("d ...") are not known here.

    check_rup.check(open("x.cnf"), open("x.drat"))   raises Fault, or returns the counts
"""


class Fault(Exception):
    pass


def read_formula(lines):
    """(variables, clauses); checks the header."""
    header, clauses = None, []
    for line in lines:
        words = line.split()
        if not words or words[0] == "c":
            continue
        if words[0] == "p":
            header = (int(words[2]), int(words[3]))
            continue
        numbers = [int(w) for w in words]
        if numbers[-1] != 0 or 0 in numbers[:-1]:
            raise Fault("not one clause a line: " + line)
        clauses.append(numbers[:-1])
    if header is None or header[1] != len(clauses):
        raise Fault(f"the header says {header}, there are {len(clauses)} clauses")
    for clause in clauses:
        if any(abs(literal) > header[0] for literal in clause):
            raise Fault("a variable beyond the header's")
    return header[0], clauses


class Clauses:
    """Clauses with two watched literals each, and what is true at the top."""

    def __init__(self, clauses):
        self.watches, self.top, self.broken = {}, set(), False
        for clause in clauses:
            self.add(clause)

    def add(self, literals):
        clause = [x for x in dict.fromkeys(literals)]
        if any(-x in clause for x in clause):
            return
        # Watch literals that are not false at the top, as far as there are any.
        clause.sort(key=lambda x: -x in self.top)
        if len(clause) >= 2:
            for literal in clause[:2]:
                self.watches.setdefault(literal, []).append(clause)
        if not clause or -clause[0] in self.top:
            self.broken = True
        elif len(clause) == 1 or -clause[1] in self.top:
            self.broken = self.broken or self.spread(self.top, [clause[0]])

    def spread(self, true, queue):
        """Make the literals true and propagate. Returns whether a clause is false."""
        queue = list(queue)
        while queue:
            literal = queue.pop()
            if -literal in true:
                return True
            if literal in true:
                continue
            true.add(literal)
            watching = self.watches.get(-literal, [])
            kept = []
            for i, clause in enumerate(watching):
                if clause[0] == -literal:
                    clause[0], clause[1] = clause[1], clause[0]
                if clause[0] in true:
                    kept.append(clause)
                    continue
                for k in range(2, len(clause)):
                    if -clause[k] not in true:
                        clause[1], clause[k] = clause[k], clause[1]
                        self.watches.setdefault(clause[1], []).append(clause)
                        break
                else:
                    kept.append(clause)
                    if -clause[0] in true:
                        self.watches[-literal] = kept + watching[i + 1:]
                        return True
                    queue.append(clause[0])
            self.watches[-literal] = kept
        return False

    def implies(self, clause):
        return self.broken or self.spread(set(self.top), [-x for x in clause])


def check(formula, proof):
    n_vars, clauses = read_formula(formula)
    known = Clauses(clauses)
    steps = 0
    for line in proof:
        numbers = [int(w) for w in line.split()]
        if not numbers:
            continue
        if numbers[-1] != 0:
            raise Fault(f"step {steps + 1} does not end with 0")
        steps += 1
        if not known.implies(numbers[:-1]):
            raise Fault(f"step {steps} does not follow: {line.strip()}")
        if len(numbers) == 1:
            return {"variables": n_vars, "clauses": len(clauses), "steps": steps}
        known.add(numbers[:-1])
    raise Fault("the proof does not end with the empty clause")
