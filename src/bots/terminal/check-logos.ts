import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { detailsOf } from '#commands/detail-options.ts';
import { findColor, productNames } from '#core/catalog/catalog.ts';
import { placements, techniques, views } from '#core/catalog/details.ts';
import { UserError } from '#core/errors.ts';
import { type CleanLogo, cleanLogo } from '#core/images/clean-logo.ts';
import { preflight, type RepairedLogo } from '#core/images/preflight.ts';
import { repairLogo } from '#core/images/repair-logo.ts';
import { type PrintTarget, printTargetOf } from '#core/mockups/print-target.ts';
import type { Invocation } from './arguments.ts';
import { type Checked, checkedJson, checkedText } from './checked-logo.ts';
import { readLogoFile, readLogoStream } from './read-logo.ts';
import { wordsOf } from './repair-words.ts';
import { namedAfter, savePicture, shownPath } from './save-picture.ts';

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

/**
 * Says of each logo what is good about it and what is not, for the product and color that a mockup of the same words would have. Nothing is
 * made, stored or sent; only what was repaired is saved where shots would be, and checked in place of what came in.
 * @returns the exit code: 0, 1 when there is a problem, 2 when the request made no sense
 */
export async function checkLogos(invocation: Invocation, io: CheckIo): Promise<0 | 1 | 2> {
  const { logos, options, json } = invocation;
  let targets: readonly PrintTarget[];
  try {
    targets = await targetsOf(options, io.locale);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    io.stderr.write(`${error.text(io.locale)}\n`);
    return 2;
  }
  let hasProblem = false;
  for (const logo of logos) {
    const name = logo === '-' ? 'logo' : path.basename(logo);
    // Read once: standard input comes only once.
    const reading = read(logo, io).then((bytes) => cleanLogo(bytes, { signal: io.signal }));
    for (const target of targets) {
      const checked = await check(name, reading, target, invocation, io);
      hasProblem ||= 'error' in checked || checked.findings.some(({ severity }) => severity === 'problem');
      io.stdout.write((json ? checkedJson : checkedText)(name, target, checked, io.locale));
    }
  }
  return hasProblem ? 1 : 0;
}

/** Every combination of the products and colors that were asked for. */
async function targetsOf(options: Readonly<Record<string, unknown>>, locale: string): Promise<readonly PrintTarget[]> {
  const targets: PrintTarget[] = [];
  for (const product of listOf(options.products, options.product)) {
    for (const color of listOf(options.colors, options.color))
      targets.push(await targetOf({ ...options, product, color }, locale));
  }
  return targets;
}

function listOf(several: unknown, one: unknown): readonly unknown[] {
  return Array.isArray(several) ? several : [one];
}

/** As the mockup command takes its options: product and color, or what the prompt says of them. */
async function targetOf(options: Readonly<Record<string, unknown>>, locale: string): Promise<PrintTarget> {
  const productText = textOf(options.product);
  const product = productNames.find((name) => name === productText);
  if (productText !== undefined && !product)
    throw new UserError('option.product', { product: productText, names: productNames.join(', ') });
  const colorText = textOf(options.color);
  const color = colorText === undefined ? undefined : findColor(colorText, locale);
  if (colorText !== undefined && !color) throw new UserError('option.color', { color: colorText });
  for (const [name, values] of Object.entries({ view: views, technique: techniques, placement: placements })) {
    if (options[name] !== undefined && !values.some((value) => value === options[name]))
      throw new UserError('option.of', { names: values.join(', ') });
  }
  return await printTargetOf({
    prompt: textOf(options.prompt) ?? '',
    ...(product ? { product } : {}),
    ...(color ? { color } : {}),
    ...detailsOf(options, locale),
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim() : undefined;
}

async function read(logo: string, { stdin, cwd, signal }: CheckIo): Promise<Uint8Array> {
  return logo === '-' ? await readLogoStream(stdin) : await readLogoFile(path.resolve(cwd, logo), logo, signal);
}

async function check(
  name: string,
  reading: Promise<CleanLogo>,
  target: PrintTarget,
  { repairs, out }: Invocation,
  { cwd, locale, signal }: CheckIo,
): Promise<Checked> {
  try {
    const logo = await reading;
    if (!repairs) return await preflight(logo, target, { signal });
    const repaired = await repairLogo(logo, repairs, target, { signal });
    const { findings } = await preflight(repaired, target, { signal });
    if (repaired.done.length === 0) return { findings, repaired };
    const file = await save(name, repaired, path.resolve(cwd, out), out);
    return { findings, repaired, file: shownPath(file, cwd) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { error: error.text(locale) };
  }
}

/** Saves a repaired logo under a name that says what was done: another product or color may have needed something else. */
async function save(name: string, { png, done }: RepairedLogo, folder: string, shownFolder: string): Promise<string> {
  return await savePicture(
    folder,
    namedAfter(name, `${['repaired', ...wordsOf(done)].join('-')}.png`),
    png,
    shownFolder,
  );
}
