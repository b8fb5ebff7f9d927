"""Makes bands of ribbing, and the collar, as even as a knitting machine does; the cloth solver leaves them jittering by its triangles. A
band is fitted by a few waves round its opening and a bow across its width, and the cloth next to it follows. Lengths in metres."""

from cloth import *


class Garment(Sewn):
    """A sewn garment of finer triangles than were simulated. What is known of the pattern is divided along with the cloth, so that seams
    and ribs run as smoothly as it does."""

    def __init__(self, path, times=1, relax=6):
        super().__init__(path)
        # Slivers outside a straight edge would be its border.
        a, b, c = (self.flat[self.corner[:, k]] for k in range(3))
        whole = np.abs((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]) > 1e-7
        self.faces, self.corner = self.faces[whole], self.corner[whole]
        self._find_border()
        self.relax(relax)
        for _ in range(times):
            self._divide()
            self._round(4)

    def _divide(self):
        known = _Halves(self.corner, len(self.flat))
        there = _Halves(self.faces, len(self.points))
        at = known.pairs
        self.flat = np.concatenate([self.flat, self.flat[at].mean(1)])
        self.piece = np.concatenate([self.piece, self.piece[at[:, 0]]])
        self.points = np.concatenate([self.points, self.points[there.pairs].mean(1)])
        self.welded = np.concatenate([self.welded, there.between(*self.welded[at].T)])
        for name, run in self.edges.items():
            fine = np.empty(2 * len(run) - 1, int)
            fine[::2], fine[1::2] = run, known.between(run[:-1], run[1:])
            self.edges[name] = fine
        self.faces, self.corner = there.divide(self.faces), known.divide(self.corner)
        self._find_border()

    def _find_border(self):
        pairs = np.sort(np.concatenate([self.faces[:, [0, 1]], self.faces[:, [1, 2]], self.faces[:, [2, 0]]]), 1)
        self._pairs, used = np.unique(pairs, axis=0, return_counts=True)
        self._border = self._pairs[used == 1]

    def _round(self, times):
        """Smooths across the cloth only: along it nothing may move, or print and stitches would be drawn askew."""
        inner = np.ones(len(self.points))
        inner[self._border.ravel()] = 0
        for _ in range(times):
            for factor in (0.5, -0.51):
                normal = self.normals()
                out = ((self._mean(self._pairs) - self.points) * normal).sum(1) * inner
                self.points = self.points + factor * out[:, None] * normal


    def iron(self, piece, middle, radius, times=50):
        """Takes a dent out of a piece, to both sides of its middle line: `middle` and `radius` on the pattern."""
        mine = self.piece == self.names.index(piece)
        away = np.linalg.norm(np.stack([np.abs(self.flat[:, 0]), self.flat[:, 1]], 1) - middle, axis=1)
        weight = np.zeros(len(self.points))
        np.maximum.at(weight, self.welded[mine], smoothstep(radius, radius * 0.4, away[mine]))
        for _ in range(times):
            self.points = self.points + 0.5 * weight[:, None] * (self._mean(self._pairs) - self.points)


class _Halves:
    """The edges of triangles, and the vertices made in their middles, numbered on from `count`."""

    def __init__(self, faces, count):
        self.pairs = np.unique(np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), 1), axis=0)
        self._count = count
        self._keys = self.pairs[:, 0] * count + self.pairs[:, 1]

    def between(self, a, b):
        wanted = np.minimum(a, b) * self._count + np.maximum(a, b)
        return self._count + np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)

    def divide(self, faces):
        a, b, c = faces.T
        ab, bc, ca = self.between(a, b), self.between(b, c), self.between(c, a)
        return np.concatenate([np.stack(t, 1) for t in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))])


class Ring:
    """A band round an opening, as the pattern vertices `at` know it: `angle` round the opening (0 in front, a quarter turn to the right),
    `across` it: 0 at its free edge, 1 at its seam, and on beyond. `width` is the band's."""

    def __init__(self, sewn, at, angle, across, width):
        self.sewn, self.at, self.angle, self.across, self.width = sewn, at, angle, across, width

    def even(self, waves, beside, waves_beside, both_sides=False, straight=False):
        """`waves` round the band. `beside` it, as far as this, the cloth is fitted less and less. `both_sides`: left becomes as right;
        `straight`: cut at a right angle to the limb it is on."""
        sewn, across = self.sewn, self.across
        points = sewn.points[sewn.welded[self.at]]
        away = (across - 1) * self.width / beside
        band = self._fit(points, across < 1.06, waves, both_sides)
        cloth = self._fit(points, (away > -0.15) & (away < 1.3), waves_beside, both_sides)
        if straight:
            middle = band.reshape(3, -1, 3)[:, 0]
            axis = middle[1] + middle[2]
            axis /= np.linalg.norm(axis)
            rest = band.reshape(3, -1, 3)[:, 1:]
            rest -= (rest @ axis)[..., None] * axis
        at_seam = np.ones_like(across)
        meet = self._terms(self.angle, at_seam, waves) @ band - self._terms(self.angle, at_seam, waves_beside) @ cloth
        fitted = self._terms(self.angle, across, waves) @ band
        followed = self._terms(self.angle, across, waves_beside) @ cloth + meet
        wanted = np.where(
            (across <= 1.0)[:, None], fitted, points + (followed - points) * smoothstep(1.0, 0.1, away)[:, None]
        )
        near = away < 1
        at = sewn.welded[self.at[near]]
        total, count = np.zeros_like(sewn.points), np.bincount(at, minlength=len(sewn.points))
        np.add.at(total, at, wanted[near])
        sewn.points[count > 0] = total[count > 0] / count[count > 0, None]

    def _terms(self, angle, across, waves):
        turn = np.arange(1, waves + 1) * angle[:, None]
        round_it = np.concatenate([np.ones((len(angle), 1)), np.cos(turn), np.sin(turn)], 1)
        return np.concatenate([round_it, round_it * across[:, None], round_it * across[:, None] ** 2], 1)

    def _fit(self, points, near, waves, both_sides):
        terms, known = self._terms(self.angle[near], self.across[near], waves), points[near]
        if both_sides:
            terms = np.concatenate([terms, self._terms(-self.angle[near], self.across[near], waves)])
            known = np.concatenate([known, known * [-1, 1, 1]])
        little = 1e-7 * len(terms) * np.eye(terms.shape[1])
        return np.linalg.solve(terms.T @ terms + little, terms.T @ known)


def part_of(sewn):
    return np.array(sewn.names)[sewn.piece]


def waistband(sewn, cut):
    part, flat = part_of(sewn), sewn.flat
    at = np.where(np.isin(part, ('front', 'back')) & (flat[:, 1] < cut.hem_z + cut.rib + 0.12))[0]
    quarter = flat[at, 0] / cut.half_width * np.pi / 2
    angle = np.where(part[at] == 'front', quarter, np.pi - quarter)
    return Ring(sewn, at, angle, (flat[at, 1] - cut.hem_z) / cut.rib, cut.rib)


def cuff(sewn, cut, side):
    part, flat = part_of(sewn), sewn.flat
    down, over = cut.sleeve_depth(flat)
    width = cut.rib or cut.hem_fold
    at = np.where((part == f'sleeve.{side}') & (down > cut.sleeve_length - width - 0.10))[0]
    return Ring(sewn, at, over[at] / cut.sleeve_width(down[at]) * np.pi, (cut.sleeve_length - down[at]) / width, width)


def collar(sewn, width):
    """Of the body; the band is what lies within this width of the neck."""
    part, flat = part_of(sewn), sewn.flat
    found = []
    for name in ('front', 'back'):
        line, turn = [], []
        for side, sign in (('r', 1), ('l', -1)):
            edge = sewn.edges[f'{name} neck.{side}'][:: int(sign)]
            share = length_along(flat[edge])
            share = share / share[-1] * np.pi / 2
            fine = np.linspace(0, share[-1], 400)
            line.append(np.stack([np.interp(fine, share, flat[edge, k]) for k in (0, 1)], 1))
            turn.append(sign * (fine if name == 'front' else np.pi - fine))
        line, turn = np.concatenate(line), np.concatenate(turn)
        mine = np.where(part == name)[0]
        distance, nearest = cKDTree(line).query(flat[mine])
        near = distance < width + 0.10
        found.append((mine[near], turn[nearest[near]], distance[near] / width))
    return Ring(sewn, *(np.concatenate(values) for values in zip(*found)), width)
