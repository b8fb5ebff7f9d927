"""The patterns of the garments, and how each is sewn and let fall. Lengths in metres, angles in radians.

Front, back and the two sleeves are pieces of their own; the sleeves are sewn into the armholes. The hood of a hoodie is sewn on
afterwards: garment_hood.py.
"""

import math
import numpy as np
from cloth import Piece, bezier, length_along, smoothstep
from scipy.spatial import cKDTree

DOWN = -9.81


class Cut:
    arm = math.radians(48)  # the arm below the horizontal while the seams close
    lower = (math.radians(28), math.radians(24))  # how far the right and the left one are lowered then
    elbow = math.radians(16)  # how far the lower arm comes forward
    fuller = 1.30  # how much thicker an arm grows in its sleeve once that is sewn
    twist = math.radians(4)
    frames = 92
    pose_frames = (26, 66)
    gravity = ((1, (0, 0, 0)), (26, (0, 0, 0)), (34, (0, 0, DOWN)))
    long_sleeves = True
    hood = False
    pocket = False
    mass, sewing, self_distance = 0.4, 20.0, 0.005
    bending, stiffer, stiff_body = 0.35, 4.0, 0.0  # hems bend so many times less; how much of that the body has too
    thickness, fine, round_rims, rib_pitch = 0.0045, 1, True, 0.0046
    half_width, hem_z, rib = 0.280, 0.735, 0.062
    neck_half, neck_z, neck_front, neck_back = 0.088, 1.475, 0.100, 0.022
    shoulder, armpit_z = (0.236, 1.423), 1.165
    rib_ease, cuff_ease = 0.86, 0.74
    # sleeve: length over the arm, half its girth at the armpit and at the cuff
    sleeve_length, sleeve_upper, sleeve_end = 0.645, 0.196, 0.124
    apart = 0.07  # how far from its armhole a sleeve lies before it is sewn in
    collar = hem_fold = 0.0  # widths of the sewn-on collar and of the turned hem
    hem_drop = (0.0, 0.0)  # how much lower than hem_z the hem is in the middle of front and back
    anchor = 0.35
    dark_sheen = 0.1  # how much black is lifted; with more of it the outline of hanging sleeves is lost before dark grey
    # print area: width, height, height of its upper edge on the pattern
    print_area = (0.28, 0.27, 1.315)

    def armhole(self):
        (x, z), armpit = self.shoulder, (self.half_width - 0.002, self.armpit_z)
        return bezier(self.shoulder, (x - 0.024, z - 0.13), (armpit[0] - 0.066, armpit[1] + 0.010), armpit)

    def body(self, front, rib_line):
        drop = self.neck_front if front else self.neck_back
        z = self.neck_z
        neck = (self.neck_half, z)
        w, hem = self.half_width, self.hem_z
        lines = [
            ('neck', bezier((0, z - drop), (0.045, z - drop), (self.neck_half - 0.011, z - drop * 0.58), neck)),
            ('shoulder', bezier(neck, (0.13, z - 0.012), (0.19, z - 0.032), self.shoulder)),
            ('arm', self.armhole()),
            ('side', bezier((w - 0.002, self.armpit_z), (w - 0.008, 1.1), (w - 0.004, 0.9), (w, rib_line))),
            ('rib', [(w, rib_line), (w, hem)]),
            ('hem', [(w, hem), (0, hem - self.hem_drop[not front])]),
        ]
        mirror = lambda line: np.asarray(line, float)[::-1] * [-1, 1]
        return [(f'{n}.r', np.asarray(line, float), None) for n, line in lines] + [
            (f'{n}.l', mirror(line), None) for n, line in lines[::-1]
        ]

    def sleeve_frame(self):
        """Where the top of the right sleeve's cap lies in the flat, and its directions down the arm and across it to the underarm."""
        along = np.array([math.cos(self.arm), -math.sin(self.arm)])
        across = np.array([-math.sin(self.arm), -math.cos(self.arm)])
        return np.array(self.shoulder) + along * self.apart + across * 0.056, along, across

    def sleeve_depth(self, flat):
        """Of flat points, right or left: how far down the sleeve from its top, and how far across it from its middle, forwards."""
        origin, along, across = self.sleeve_frame()
        off = np.stack([np.abs(flat[:, 0]), flat[:, 1]], 1) - origin
        return off @ along, off @ across

    def sleeve_width(self, depth):
        """Half the girth of a sleeve so far down it; in the cap, that at the underarm."""
        under = self._under()
        return np.interp(depth, under[::-1, 0], under[::-1, 1])

    def cap(self, height):
        width = self.sleeve_upper
        return bezier((0, 0), (0, width * 0.52), (height, width * 0.50), (height, width))

    def _cap_height(self):
        """The cap is as high as it must be to be as long as the armhole."""
        hole = length_along(self.armhole())[-1]
        low, high = 0.0, 0.3
        for _ in range(30):
            height = (low + high) / 2
            low, high = (height, high) if length_along(self.cap(height))[-1] < hole else (low, height)
        return height

    def _under(self):
        """The seam of the underarm, from the cuff up."""
        height, length, end = self._cap_height(), self.sleeve_length, self.sleeve_end
        bow = 0.38 * (length - height)
        return bezier(
            (length, end), (length - bow, end + 0.012), (height + bow, self.sleeve_upper - 0.006), (height, self.sleeve_upper)
        )

    def sleeve(self, sign, step):
        """A sleeve, folded round the arm."""
        length, end, width = self.sleeve_length, self.sleeve_end, 0.055
        origin, along, across = self.sleeve_frame()
        lay = lambda line: (origin + np.asarray(line, float) @ np.array([along, across])) * [sign, 1]
        behind = lambda line: np.asarray(line, float)[::-1] * [1, -1]
        cap, under = self.cap(self._cap_height())[::-1], self._under()
        count = max(2, round(length_along(self.armhole())[-1] / step))
        edges = [
            ('cap front', lay(cap), count),
            ('cap back', lay(behind(cap)), count),
            ('under back', lay(behind(under)), None),
            ('cuff', lay([(length, -end), (length, end)]), None),
            ('under front', lay(under), None),
        ]

        def place(x, z):
            down, over = self.sleeve_depth(np.array([[x, z]]))
            turn = min(abs(over[0]) / width, math.pi / 2)
            fold = width * (1 - math.cos(turn)) + max(0, abs(over[0]) - width * math.pi / 2)
            at = (origin + down[0] * along + fold * across) * [sign, 1]
            return (at[0], -math.copysign(width * math.sin(turn), over[0]), at[1])

        line = length - self.rib
        lines = [lay([(line, 0.004 - end), (line, end - 0.004)])] if self.rib else []
        return Piece(f'sleeve.{"r" if sign > 0 else "l"}', edges, place, False, lines)

    def pattern(self, step):
        rib_line = self.hem_z + (self.rib or 0.03)
        pieces, seams = [], []
        for name, y, front in (('front', -0.20, True), ('back', 0.20, False)):
            place = lambda x, z, y=y: (x, y, z)
            rest = self.rest_body if self.rib else None
            pieces.append(Piece(name, self.body(front, rib_line), place, not front, self.creases(front), rest))
        for side, sign in (('r', 1), ('l', -1)):
            sleeve = self.sleeve(sign, step)
            pieces.append(sleeve)
            # The left half of the body is the mirror image of the right, so its edges run the other way.
            caps = ('-cap front', 'cap back') if sign > 0 else ('cap front', '-cap back')
            seams += [((body, f'arm.{side}'), (sleeve.name, cap)) for body, cap in zip(('front', 'back'), caps)]
            seams.append(((sleeve.name, 'under front'), (sleeve.name, '-under back')))
            seams += [(('front', f'{e}.{side}'), ('back', f'{e}.{side}')) for e in ('shoulder', 'side', 'rib')]
        return pieces, seams

    def creases(self, front):
        """The seam of the rib, so that it gathers along a clean line."""
        rib_line = self.hem_z + self.rib
        return [[(-self.half_width, rib_line), (self.half_width, rib_line)]] if self.rib else []

    def rest_body(self, flat):
        """Ribs are knitted narrower than what they are sewn to."""
        wanted = flat.copy()
        line = self.hem_z + self.rib
        wanted[:, 0] *= 1 - (1 - self.rib_ease) * smoothstep(line + 0.004, line - 0.010, flat[:, 1])
        return wanted

    def rest_sleeve(self, flat):
        """In space: a sleeve is steamed round, so it keeps its fullness on nobody's arm. Its rib is narrower."""
        down, over = self.sleeve_depth(flat)
        line = self.sleeve_length - self.rib
        ease = 1 - (1 - self.cuff_ease) * smoothstep(line - 0.004, line + 0.010, down) * (self.rib > 0)
        girth = self.sleeve_width(down)
        # The left sleeve is the mirror image of the right one, so it rolls the other way.
        angle, radius = over / girth * np.pi * np.sign(flat[:, 0]), girth * ease / np.pi
        return np.stack([radius * np.sin(angle), radius * np.cos(angle), -down], 1)

    def stiffness(self, pattern):
        """Hems and ribs are doubled: they bend less, and so hang in wide waves."""
        flat, piece, names = pattern['flat'], pattern['piece'], list(pattern['names'])
        weight = np.zeros(len(flat))
        for k, name in enumerate(names):
            ends = [f'edge {name} {e}' for e in ('hem.r', 'hem.l', 'cuff', 'neck.r', 'neck.l')]
            runs = [pattern[end] for end in ends if end in pattern]
            mine = piece == k
            away = cKDTree(flat[np.concatenate(runs)]).query(flat[mine])[0]
            weight[mine] = self.stiff_body + (1 - self.stiff_body) * smoothstep(0.035, 0.022, away)
        return weight


class Tshirt(Cut):
    arm, lower, elbow, fuller = math.radians(40), (math.radians(24), math.radians(20)), 0.0, 1.0
    twist = math.radians(3)
    frames, pose_frames = 70, (20, 44)
    gravity = ((1, (0, 0, 0)), (16, (0, 0, 0)), (22, (0, 0, DOWN)))
    long_sleeves = False
    mass, sewing, self_distance = 0.22, 14.0, 0.003
    bending, stiffer = 0.08, 8.0
    thickness, fine, round_rims, rib_pitch = 0.0022, 2, False, 0.0032
    half_width, hem_z, rib = 0.268, 0.735, 0.0
    collar, hem_fold = 0.021, 0.024
    hem_drop = (0.008, -0.022)
    neck_half, neck_front = 0.086, 0.098
    sleeve_length, sleeve_upper, sleeve_end = 0.235, 0.190, 0.176
    dark_sheen = 0.8
    print_area = (0.30, 0.31, 1.342)


class Sweatshirt(Cut):
    collar = 0.026


class Hoodie(Cut):
    hood = pocket = True
    lower, twist = (math.radians(25), math.radians(28)), math.radians(-4)
    anchor = 0.62
    # half outline of the pocket: its middle at the top, round to its middle at the bottom, which is the seam of the rib
    pocket_half = ((0, 1.015), (0.098, 1.015), (0.166, 0.885), (0.166, 0.797), (0, 0.797))

    def creases(self, front):
        lines = super().creases(front)
        if front:
            half = np.array(self.pocket_half)
            lines += [half, half * [-1, 1]]
        return lines


CUTS = {'tshirt': Tshirt(), 'sweatshirt': Sweatshirt(), 'hoodie': Hoodie()}
