import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import {
  type Color,
  defaultColor,
  defaultProduct,
  findColor,
  type ProductName,
  productNames,
  productTitle,
  readWish,
} from '#core/catalog/catalog.ts';
import { UserError } from '#core/errors.ts';
import { cleanLogo } from '#core/images/clean-logo.ts';
import { type Finding, type PreflightTarget, preflight, type Severity } from '#core/images/preflight.ts';
import { say } from '#core/messages/sentence-ref.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';
import type { Invocation } from './arguments.ts';
import { readLogoFile, readLogoStream } from './read-logo.ts';

/** What a check is made with. */
export interface CheckIo {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  readonly locale: string;
  readonly signal: AbortSignal;
}

interface CheckTarget extends PreflightTarget {
  readonly product: ProductName;
  readonly named: Color;
}

/** What a logo turned out to be: findings, or the one sentence on why it cannot be read. */
type Checked = { readonly findings: readonly Finding[] } | { readonly error: string };

// Told apart without color, and by people who cannot see any.
const marks: Readonly<Record<Severity, string>> = { good: '✓', notice: '!', problem: '✗' };

/**
 * Says of each logo what is good about it and what is not, for the product and color that a mockup of the same words would have. Nothing is made,
 * stored or sent.
 * @returns the exit code: 0, 1 when there is a problem, 2 when the request made no sense
 */
export async function checkLogos({ logos, options, json }: Invocation, io: CheckIo): Promise<0 | 1 | 2> {
  let targets: readonly CheckTarget[];
  try {
    targets = await targetsOf(options);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    io.stderr.write(`${error.text(io.locale)}\n`);
    return 2;
  }
  let hasProblem = false;
  for (const logo of logos) {
    const name = logo === '-' ? 'logo' : path.basename(logo);
    // Read once: standard input comes only once.
    const reading = read(logo, io);
    for (const target of targets) {
      const checked = await check(reading, target, io);
      hasProblem ||= 'error' in checked || checked.findings.some(({ severity }) => severity === 'problem');
      io.stdout.write(
        json ? checkedJson(name, target, checked, io.locale) : checkedText(name, target, checked, io.locale),
      );
    }
  }
  return hasProblem ? 1 : 0;
}

/** Every combination of the products and colors that were asked for. */
async function targetsOf(options: Readonly<Record<string, unknown>>): Promise<readonly CheckTarget[]> {
  const targets: CheckTarget[] = [];
  for (const product of listOf(options.products, options.product)) {
    for (const color of listOf(options.colors, options.color))
      targets.push(await targetOf({ ...options, product, color }));
  }
  return targets;
}

function listOf(several: unknown, one: unknown): readonly unknown[] {
  return Array.isArray(several) ? several : [one];
}

/** As the mockup command takes its options: product and color, or what the prompt says of them. */
async function targetOf(options: Readonly<Record<string, unknown>>): Promise<CheckTarget> {
  const wish = readWish(textOf(options.prompt) ?? '');
  const productText = textOf(options.product);
  const product = productText === undefined ? wish.product : productNames.find((name) => name === productText);
  if (productText !== undefined && !product)
    throw new UserError('option.product', { product: productText, names: productNames.join(', ') });
  const colorText = textOf(options.color);
  const color = colorText === undefined ? wish.color : findColor(colorText);
  if (colorText !== undefined && !color) throw new UserError('option.color', { color: colorText });
  const named = color ?? defaultColor;
  const { printArea, technique } = await readTemplateInfo(product ?? defaultProduct);
  const area = { name: product ?? defaultProduct, ...printArea };
  // What an engraver can cut is as fine as what a printer can print.
  const likened = technique === 'engraving' ? 'print' : technique;
  return { product: area.name, named, printArea: area, color: named.hex, technique: likened };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim() : undefined;
}

async function read(logo: string, { stdin, cwd, signal }: CheckIo): Promise<Uint8Array> {
  return logo === '-' ? await readLogoStream(stdin) : await readLogoFile(path.resolve(cwd, logo), logo, signal);
}

async function check(
  reading: Promise<Uint8Array>,
  target: PreflightTarget,
  { locale, signal }: CheckIo,
): Promise<Checked> {
  try {
    return await preflight(await cleanLogo(await reading, { signal }), target, { signal });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { error: error.text(locale) };
  }
}

function checkedText(
  name: string,
  { product, named, printArea }: CheckTarget,
  checked: Checked,
  locale: string,
): string {
  const size = `${Math.round(printArea.widthMm)} × ${Math.round(printArea.heightMm)} mm`;
  const lines =
    'error' in checked
      ? [`${marks.problem} ${checked.error}`]
      : checked.findings.map(({ severity, sentence }) => `${marks[severity]} ${say(sentence, locale)}`);
  const title = [name, productTitle(product, locale), named.name, size].join(' · ');
  return `${[title, ...lines].join('\n')}\n`;
}

/** Field names are part of the command's contract. */
function checkedJson(
  logo: string,
  { product, named, printArea, technique }: CheckTarget,
  checked: Checked,
  locale: string,
): string {
  const findings = 'error' in checked ? [] : checked.findings;
  const record = {
    logo,
    product,
    color: named,
    print_area: { width_mm: printArea.widthMm, height_mm: printArea.heightMm },
    technique,
    findings: findings.map(({ kind, severity, sentence, repair, values }) => ({
      kind,
      severity,
      sentence: say(sentence, locale),
      repair: repair ?? null,
      values,
    })),
    error: 'error' in checked ? checked.error : null,
  };
  return `${JSON.stringify(record)}\n`;
}
