import { productTitle } from '#core/catalog/catalog.ts';
import { type Finding, type RepairedLogo, repairsOf, type Severity } from '#core/images/preflight.ts';
import { repairNotes } from '#core/images/repair-logo.ts';
import { message } from '#core/messages/message.ts';
import { say } from '#core/messages/sentence-ref.ts';
import type { PrintTarget } from '#core/mockups/print-target.ts';
import { wordsOf } from './repair-words.ts';

/** What a logo turned out to be: findings, or the one sentence on why it cannot be read. */
export type Checked =
  | {
      readonly findings: readonly Finding[];
      /** What was looked at in place of what came in, when repairs were wished. */
      readonly repaired?: RepairedLogo;
      /** Where that was saved; nothing is when nothing was changed. */
      readonly file?: string;
    }
  | { readonly error: string };

// Told apart without color, and by people who cannot see any.
const marks: Readonly<Record<Severity, string>> = { good: '✓', notice: '!', problem: '✗' };
const arrow = '→';

/** A checked logo as a person reads it: a title, and a sentence a line. */
export function checkedText(
  name: string,
  { product, named, printArea }: PrintTarget,
  checked: Checked,
  locale: string,
): string {
  const size = `${Math.round(printArea.widthMm)} × ${Math.round(printArea.heightMm)} mm`;
  const title = [name, productTitle(product, locale), named.name, size].join(' · ');
  const lines = 'error' in checked ? [`${marks.problem} ${checked.error}`] : checkedLines(checked, locale);
  return `${[title, ...lines].join('\n')}\n`;
}

function checkedLines(checked: Exclude<Checked, { error: string }>, locale: string): readonly string[] {
  const { findings, repaired, file } = checked;
  const notes = repaired ? repairNotes(repaired.done).map((note) => `${arrow} ${say(note, locale)}`) : [];
  const saved = file === undefined ? [] : [`${arrow} ${message('terminal.repairedLogo', locale, { path: file })}`];
  const told = findings.flatMap((finding) => {
    const option = optionFor(finding, checked);
    const line = `${marks[finding.severity]} ${say(finding.sentence, locale)}`;
    if (finding.repair === undefined || option === undefined) return [line];
    return [line, `  ${arrow} ${message(`terminal.mend.${finding.repair}`, locale, { option })}`];
  });
  return [...notes, ...saved, ...told];
}

/** What to type to have a finding mended, with what was typed already. */
function optionFor(finding: Finding, { findings, repaired }: Exclude<Checked, { error: string }>): string | undefined {
  const repairs = repairsOf(finding, findings);
  return repairs.length === 0 ? undefined : `--repair ${wordsOf([...(repaired?.done ?? []), ...repairs]).join(',')}`;
}

/** A checked logo as `--json` prints it. Field names are part of the command's contract. */
export function checkedJson(
  logo: string,
  { product, named, printArea, technique }: PrintTarget,
  checked: Checked,
  locale: string,
): string {
  const repaired = 'error' in checked || !checked.repaired ? null : checked.repaired;
  const findings = 'error' in checked ? [] : checked.findings;
  const record = {
    logo,
    product,
    color: named,
    print_area: { width_mm: printArea.widthMm, height_mm: printArea.heightMm },
    technique,
    repaired: repaired && {
      repairs: repaired.done,
      path: ('file' in checked && checked.file) || null,
      width: repaired.width,
      height: repaired.height,
      sentences: repairNotes(repaired.done).map((note) => say(note, locale)),
    },
    findings: findings.map((finding) => ({
      kind: finding.kind,
      severity: finding.severity,
      sentence: say(finding.sentence, locale),
      repair: finding.repair ?? null,
      repair_option: ('error' in checked ? undefined : optionFor(finding, checked)) ?? null,
      values: finding.values,
    })),
    error: 'error' in checked ? checked.error : null,
  };
  return `${JSON.stringify(record)}\n`;
}
