"""The patterns of the garments, and how each is sewn and let fall. Lengths in metres, angles in radians.

Front and back are one piece each with their sleeves: neck, shoulder, over the sleeve, cuff, under the sleeve, side, rib, hem. A hood is
two pieces round the neck, sewn to each other over the crown.
"""

import math
import numpy as np
from cloth import Piece, bezier, length_along, smoothstep
from scipy.spatial import cKDTree

DOWN = -9.81


class Cut:
    arm = math.radians(37)  # the arm below the horizontal while the seams close
    lower = math.radians(24)  # how far it is lowered then
    twist = math.radians(6)
    frames = 80
    pose_frames = (30, 60)
    gravity = ((1, (0, 0, 0)), (26, (0, 0, 0)), (32, (0, 0, DOWN)))
    long_sleeves = True
    hood = False
    pocket = False
    mass, sewing, self_distance = 0.4, 24.0, 0.005
    bending, stiffer, stiff_body = 0.9, 3.0, 0.0  # hems bend so many times less; how much of that the body has too
    thickness, fine, round_rims, rib_pitch = 0.0045, 1, True, 0.0046
    half_width, hem_z, rib = 0.285, 0.715, 0.062
    neck_half, neck_z, neck_front, neck_back = 0.088, 1.475, 0.100, 0.022
    rib_ease, cuff_ease = 0.84, 0.66
    collar = hem_fold = 0.0  # widths of the sewn-on collar and of the turned hem
    armhole = ((0.222, 1.43), (0.272, 1.15))
    anchor = 0.35
    # print area: width, height, height of its upper edge on the pattern
    print_area = (0.28, 0.27, 1.315)

    def outline(self, front, rib_line):
        drop = self.neck_front if front else self.neck_back
        z = self.neck_z
        neck = (self.neck_half, z)
        shoulder, over, under = self.sleeve()
        armpit = (self.half_width - 0.002, self.armpit_z)
        w, hem = self.half_width, self.hem_z
        neck_line = bezier((0, z - drop), (0.045, z - drop), (self.neck_half - 0.011, z - drop * 0.58), neck)
        shoulder_line = bezier(neck, (0.13, 1.463), (0.19, 1.445), shoulder)
        sleeve_line = bezier(
            under,
            (under[0] * 0.62 + armpit[0] * 0.38, under[1] * 0.62 + armpit[1] * 0.38 + self.armpit_curve * 0.65),
            (armpit[0] + 0.02, armpit[1] + self.armpit_curve),
            armpit,
        )
        side_line = bezier(armpit, (w - 0.008, 1.1), (w - 0.004, 0.9), (w, rib_line))
        half = [
            ('neck', neck_line),
            ('shoulder', shoulder_line),
            ('over', [shoulder, over]),
            ('cuff', [over, under]),
            ('under', sleeve_line),
            ('side', side_line),
            ('rib', [(w, rib_line), (w, hem)]),
            ('hem', [(w, hem), (0, hem + (0.0 if self.rib else -0.008 if front else 0.010))]),
        ]
        mirror = lambda line: np.asarray(line, float)[::-1] * [-1, 1]
        return [(f'{n}.r', np.asarray(line, float), None) for n, line in half] + [
            (f'{n}.l', mirror(line), None) for n, line in half[::-1]
        ]

    def pattern(self, step):
        rib_line = self.hem_z + (self.rib or 0.03)
        pieces = []
        for name, y, front in (('front', -0.20, True), ('back', 0.20, False)):
            edges = self.outline(front, rib_line)
            lines = self.creases(front)
            place = lambda x, z, y=y: (x, y, z)
            pieces.append(Piece(name, edges, place, not front, lines, self.rest if self.rib else None))
        seams = [
            (('front', f'{edge}.{side}'), ('back', f'{edge}.{side}'))
            for edge in ('shoulder', 'over', 'under', 'side', 'rib')
            for side in 'rl'
        ]
        return pieces, seams

    def creases(self, front):
        return []

    def rest(self, flat):
        """Ribs are knitted narrower than what they are sewn to."""
        wanted = flat.copy()
        in_rib = smoothstep(self.hem_z + self.rib + 0.004, self.hem_z + self.rib - 0.010, flat[:, 1]) * (
            np.abs(flat[:, 0]) < self.half_width + 0.01
        )
        wanted[:, 0] *= 1 - (1 - self.rib_ease) * in_rib
        _, over, under = self.sleeve()
        over, under = np.array(over), np.array(under)
        middle, across = (over + under) / 2, (over - under) / np.linalg.norm(over - under)
        along = np.array([across[1], -across[0]])
        for side in (1, -1):
            off = flat * [side, 1] - middle
            depth = -(off @ along)
            in_cuff = smoothstep(self.rib + 0.004, self.rib - 0.010, depth) * (flat[:, 0] * side > 0.3)
            moved = -(1 - self.cuff_ease) * (off @ across) * in_cuff
            wanted += moved[:, None] * across * [side, 1]
        return wanted

    def stiffness(self, pattern):
        """Hems and ribs are doubled: they bend less, and so hang in wide waves. A hood is softer than the body."""
        flat, piece, names = pattern['flat'], pattern['piece'], list(pattern['names'])
        weight = np.zeros(len(flat))
        for k, name in enumerate(names):
            if name.startswith('hood'):
                continue
            runs = [
                pattern[f'edge {name} {e}.{s}']
                for e in ('hem', 'cuff', 'neck')
                for s in 'rl'
                if f'edge {name} {e}.{s}' in pattern
            ]
            mine = piece == k
            away = cKDTree(flat[np.concatenate(runs)]).query(flat[mine])[0]
            weight[mine] = self.stiff_body + (1 - self.stiff_body) * smoothstep(0.035, 0.022, away)
        return weight


class Tshirt(Cut):
    arm, lower, twist = math.radians(38), math.radians(19), math.radians(11)
    frames, pose_frames = 62, (20, 42)
    gravity = ((1, (0, 0, 0)), (14, (0, 0, 0)), (20, (0, 0, DOWN)))
    long_sleeves = False
    mass, sewing, self_distance = 0.22, 18.0, 0.003
    bending, stiffer = 0.08, 14.0
    thickness, fine, round_rims, rib_pitch = 0.0022, 2, False, 0.0032
    half_width, hem_z, rib = 0.280, 0.735, 0.0
    collar, hem_fold = 0.021, 0.024
    armhole = ((0.218, 1.425), (0.270, 1.16))
    neck_half, neck_front = 0.086, 0.098
    armpit_z, armpit_curve = 1.165, 0.010
    print_area = (0.30, 0.31, 1.342)

    def sleeve(self):
        angle, length, width = math.radians(39), 0.235, 0.176
        c, s = math.cos(angle), math.sin(angle)
        shoulder = (0.232, 1.418)
        over = (shoulder[0] + c * length, shoulder[1] - s * length)
        return shoulder, over, (over[0] - s * width, over[1] - c * width)


class Sweatshirt(Cut):
    collar = 0.026
    armpit_z, armpit_curve = 1.15, 0.045

    def sleeve(self):
        c, s = math.cos(self.arm), math.sin(self.arm)
        over = (0.150 + c * 0.60 + s * 0.082, 1.345 - s * 0.60 + c * 0.082)
        under = (0.150 + c * 0.60 - s * 0.074, 1.345 - s * 0.60 - c * 0.074)
        return (0.225, 1.425), over, under

    def creases(self, front):
        """The seams of the ribs, so that they gather along a clean line."""
        rib_line = self.hem_z + self.rib
        _, over, under = (np.array(p) for p in self.sleeve())
        across = (over - under) / np.linalg.norm(over - under)
        back = np.array([-across[1], across[0]]) * self.rib
        lines = [[(-self.half_width, rib_line), (self.half_width, rib_line)]]
        for side in (1, -1):
            lines.append(np.array([over + back - across * 0.004, under + back + across * 0.004]) * [side, 1])
        return lines


class Hoodie(Sweatshirt):
    hood = pocket = True
    collar, anchor = 0.0, 0.62
    frames = 84
    bending, stiffer, stiff_body = 0.10, 20.0, 0.4
    # half outline of the pocket: its middle at the top, round to its middle at the bottom, which is the seam of the rib
    pocket_half = ((0, 1.0), (0.098, 1.0), (0.166, 0.865), (0.166, 0.777), (0, 0.777))

    def pattern(self, step):
        pieces, seams = super().pattern(step)
        count = {}
        for piece in pieces:
            line = next(points for name, points, _ in piece._edges if name == 'neck.r')
            count[piece.name] = max(2, round(length_along(line)[-1] / step))
        share = count['front'] / (count['front'] + count['back'])
        bottom = bezier((-0.100, 1.395), (-0.04, 1.405), (0.03, 1.45), (0.085, 1.465), 60)
        split = round(share * 59)
        edges = [
            ('bottom front', bottom[: split + 1], count['front']),
            ('bottom back', bottom[split:], count['back']),
            (
                'crown',
                np.concatenate(
                    [
                        bezier(bottom[-1], (0.125, 1.53), (0.150, 1.735), (0.02, 1.757)),
                        bezier((0.02, 1.757), (-0.03, 1.762), (-0.07, 1.757), (-0.105, 1.745))[1:],
                    ]
                ),
                None,
            ),
            ('face', bezier((-0.105, 1.745), (-0.118, 1.63), (-0.116, 1.48), (-0.100, 1.395)), None),
        ]
        for name, x in (('hood.r', 0.13), ('hood.l', -0.13)):
            pieces.append(Piece(name, edges, lambda y, z, x=x: (x, y, z), flip=x < 0))
        seams += [
            (('hood.r', 'bottom front'), ('front', 'neck.r')),
            (('hood.r', 'bottom back'), ('back', '-neck.r')),
            (('hood.l', 'bottom front'), ('front', '-neck.l')),
            (('hood.l', 'bottom back'), ('back', 'neck.l')),
            (('hood.r', 'crown'), ('hood.l', 'crown')),
        ]
        return pieces, seams

    def creases(self, front):
        lines = super().creases(front)
        if front:
            half = np.array(self.pocket_half)
            lines += [half, half * [-1, 1]]
        return lines


CUTS = {'tshirt': Tshirt(), 'sweatshirt': Sweatshirt(), 'hoodie': Hoodie()}
