import { type SentenceRef, sentence } from '#core/messages/sentence-ref.ts';
import { mostLost } from './contrast.ts';
import type { LogoFacts } from './measure-logo.ts';
import { dpiOn, type PrintArea, printedWidthMm, usualPrintAreas } from './print-size.ts';
import type { RepairName } from './repairs.ts';

export type FindingKind =
  | 'ink'
  | 'resolution'
  | 'other-places'
  | 'transparency'
  | 'background'
  | 'photo'
  | 'margins'
  | 'contrast'
  | 'hairlines';

/** `problem`: the result will disappoint. `notice`: it may be meant so. */
export type Severity = 'good' | 'notice' | 'problem';

/** One thing there is to say about a logo. */
export interface Finding {
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly sentence: SentenceRef;
  /** What mends it in one step, where something does. */
  readonly repair?: RepairName;
  /** What it was judged by. Percentages are whole numbers, 0 to 100; colors `#rrggbb`. */
  readonly values: Readonly<Record<string, string | number>>;
}

/** How a logo is put on a product. */
export type PrintTechnique = 'print' | 'embroidery';

/** What facts are judged against. */
export interface JudgedTarget {
  readonly printArea: PrintArea;
  readonly technique: PrintTechnique;
  /** Pixels of the file that came in for each pixel that was looked at; undefined for a drawing, which is sharp at any size. */
  readonly sourceScale: number | undefined;
}

/** Thinnest stroke that comes out, in millimetres. */
export const thinMm: Readonly<Record<PrintTechnique, number>> = { print: 0.3, embroidery: 1 };

// The print trade's rule of thumb.
const crispDpi = 300;
const acceptableDpi = 150;
const blurredDpi = 100;
// What a logo loses by empty space before it is worth a word, and how far from the middle it may be.
const leastLoss = 0.1;
const leastShift = 0.04;
// Shares of the silhouette or the ink.
const leastLost = 0.05;
const allLost = 0.9;
const mostFaint = 0.5;
const mostLostInside = 0.2;
const leastThin = 0.005;
const mostThin = 0.05;

const rank: Readonly<Record<Severity, number>> = { problem: 0, notice: 1, good: 2 };

/** What there is to say about a logo, the gravest first. */
export function findingsOf(facts: LogoFacts, target: JudgedTarget): readonly Finding[] {
  if (!facts.ink) return [{ kind: 'ink', severity: 'problem', sentence: sentence('preflight.ink'), values: {} }];
  const findings = [
    ...resolution(facts, target),
    ...background(facts),
    ...photo(facts, target),
    // The space round a photo is its own, unless it lies on paper.
    ...(facts.isPhoto && !facts.background ? [] : [margins(facts, target)]),
    ...(facts.isPhoto ? [] : [contrast(facts), ...hairlines(facts, target)]),
  ];
  return findings.sort((one, other) => rank[one.severity] - rank[other.severity]);
}

function percent(share: number): number {
  return Math.round(100 * share);
}

function resolution({ ink, width }: LogoFacts, { printArea, sourceScale }: JudgedTarget): Finding[] {
  if (!ink) return [];
  if (sourceScale === undefined)
    return [{ kind: 'resolution', severity: 'good', sentence: sentence('preflight.resolution.vector'), values: {} }];
  const pixels = { width: ink.width * sourceScale, height: ink.height * sourceScale };
  const dpi = Math.round(dpiOn(printArea, pixels));
  const printed = Math.round(printedWidthMm(printArea, pixels));
  const severity = dpi >= acceptableDpi ? 'good' : dpi >= blurredDpi ? 'notice' : 'problem';
  // Of the whole file, empty space included, as that is what people can look up.
  const needed = Math.ceil((width * sourceScale * acceptableDpi) / Math.max(1, dpi) / 100) * 100;
  const values = { dpi, width: printed };
  const finding = (sentence: SentenceRef): Finding => ({
    kind: 'resolution',
    severity,
    sentence,
    values: { dpi, widthMm: printed, ...(severity === 'good' ? {} : { neededWidth: needed }) },
  });
  const others = otherPlaces(pixels, dpi);
  if (dpi >= crispDpi) return [finding(sentence('preflight.resolution.crisp', values)), ...others];
  if (dpi >= acceptableDpi) return [finding(sentence('preflight.resolution.enough', values)), ...others];
  if (dpi >= blurredDpi)
    return [finding(sentence('preflight.resolution.soft', { ...values, pixels: needed })), ...others];
  return [finding(sentence('preflight.resolution.blurred', { ...values, pixels: needed })), ...others];
}

/** A word on the usual places, where one of them would be worse off than this one. */
function otherPlaces(pixels: { readonly width: number; readonly height: number }, dpi: number): Finding[] {
  const { capFront, leftChest, fullFront } = usualPrintAreas;
  const [cap, chest, full] = [capFront, leftChest, fullFront].map((area) => Math.round(dpiOn(area, pixels)));
  const values = { cap: cap ?? 0, chest: chest ?? 0, full: full ?? 0 };
  const worst = Math.min(values.cap, values.chest, values.full);
  const isWorse = [acceptableDpi, blurredDpi].some((least) => worst < least && dpi >= least);
  if (!isWorse) return [];
  const said = sentence('preflight.resolution.elsewhere', values);
  return [{ kind: 'other-places', severity: 'notice', sentence: said, values }];
}

function background(facts: LogoFacts): Finding[] {
  const { background, isPhoto, transparency } = facts;
  if (background) {
    const { color, isPaper, isHidden, isNeeded } = background;
    const isProblem = isPaper && !isHidden && transparency === 'none';
    const said = isPaper
      ? sentence('preflight.background.paper', { color })
      : sentence('preflight.background.colored', { color });
    const severity = isProblem ? 'problem' : 'notice';
    const repair = isNeeded ? {} : { repair: 'removeFlatBackground' as const };
    return [{ kind: 'background', severity, sentence: said, ...repair, values: { color } }];
  }
  if (isPhoto) return [];
  const said = {
    none: sentence('preflight.transparency.none'),
    some: sentence('preflight.transparency.good'),
    soft: sentence('preflight.transparency.soft'),
  }[transparency];
  const severity = transparency === 'some' ? 'good' : 'notice';
  return [{ kind: 'transparency', severity, sentence: said, values: { transparency } }];
}

function photo({ isPhoto }: LogoFacts, { technique }: JudgedTarget): Finding[] {
  if (!isPhoto) return [];
  return technique === 'print'
    ? [{ kind: 'photo', severity: 'notice', sentence: sentence('preflight.photo.print'), values: {} }]
    : [{ kind: 'photo', severity: 'problem', sentence: sentence('preflight.photo.embroidery'), values: {} }];
}

function margins({ ink, width, height, background }: LogoFacts, { printArea }: JudgedTarget): Finding {
  const { left, top, width: inkWidth, height: inkHeight } = ink ?? { left: 0, top: 0, width, height };
  const values = {
    left: percent(left / width),
    right: percent((width - left - inkWidth) / width),
    top: percent(top / height),
    bottom: percent((height - top - inkHeight) / height),
  };
  const loss = 1 - dpiOn(printArea, { width: inkWidth, height: inkHeight }) / dpiOn(printArea, { width, height });
  const shift = Math.max(
    Math.abs(left + inkWidth / 2 - width / 2) / width,
    Math.abs(top + inkHeight / 2 - height / 2) / height,
  );
  // Inside a box that has to stay, there is nothing transparent to trim.
  const repair = background?.isNeeded ? {} : { repair: 'trim' as const };
  if (shift > leastShift) {
    const said = sentence('preflight.margins.offCenter', values);
    return { kind: 'margins', severity: 'notice', sentence: said, ...repair, values };
  }
  if (loss > leastLoss) {
    const said = sentence('preflight.margins.wide', { percent: percent(loss) });
    return { kind: 'margins', severity: 'notice', sentence: said, ...repair, values };
  }
  return { kind: 'margins', severity: 'good', sentence: sentence('preflight.margins.good'), values };
}

function contrast({ contrast, needsLightVersion }: LogoFacts): Finding {
  const { lost, outlineLost, outlineFaint, color = '', isDarkProduct } = contrast;
  const values = {
    lost: percent(lost),
    outlineLost: percent(outlineLost),
    outlineFaint: percent(outlineFaint),
    ...(color === '' ? {} : { color }),
  };
  const finding = (severity: Severity, sentence: SentenceRef): Finding => ({
    kind: 'contrast',
    severity,
    sentence,
    ...(severity !== 'good' && needsLightVersion ? { repair: 'lightVersion' as const } : {}),
    values,
  });
  if (outlineLost > leastLost) {
    const severity = outlineLost > mostLost ? 'problem' : 'notice';
    if (lost > allLost)
      return finding(severity, sentence(`preflight.contrast.goneIn${isDarkProduct ? 'Dark' : 'Light'}`));
    const said = { percent: Math.max(1, percent(lost)), color };
    return finding(severity, sentence(`preflight.contrast.vanishesIn${isDarkProduct ? 'Dark' : 'Light'}`, said));
  }
  if (outlineLost + outlineFaint > mostFaint) return finding('notice', sentence('preflight.contrast.faint', { color }));
  if (lost > mostLostInside)
    return finding('notice', sentence('preflight.contrast.inside', { percent: percent(lost) }));
  return finding('good', sentence('preflight.contrast.good'));
}

function hairlines({ thin }: LogoFacts, { technique }: JudgedTarget): Finding[] {
  if (thin === undefined) return [];
  const values = { thin: percent(thin), thinMm: thinMm[technique] };
  if (thin <= leastThin)
    return [{ kind: 'hairlines', severity: 'good', sentence: sentence('preflight.hairlines.good'), values }];
  const said = { percent: Math.max(1, percent(thin)) };
  const sentenceOf =
    technique === 'print'
      ? sentence('preflight.hairlines.print', said)
      : sentence('preflight.hairlines.embroidery', said);
  const severity = thin > mostThin ? 'problem' : 'notice';
  return [{ kind: 'hairlines', severity, sentence: sentenceOf, values }];
}
