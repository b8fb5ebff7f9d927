import type { Writable } from 'node:stream';
import type { BatchView } from '#core/mockups/messenger.ts';
import { progressText } from '#core/mockups/progress-sentence.ts';
import { batchText } from './progress-text.ts';

/** Shows how a batch comes along. */
export interface ProgressLine {
  update(view: BatchView): void;
  /** Takes the live line away, so that what is printed next stands alone. */
  clear(): void;
  /** Ends it: on a terminal the last state stays. */
  done(): void;
}

/** On a terminal one live line; otherwise a plain line for every step, percentages only by quarters. */
export async function createProgressLine(stream: Writable, isTerminal: boolean): Promise<ProgressLine> {
  return isTerminal ? createLiveLine(stream) : createPlainLines(stream);
}

/** For `--quiet`. */
export const noProgress: ProgressLine = { update: () => {}, clear: () => {}, done: () => {} };

async function createLiveLine(stream: Writable): Promise<ProgressLine> {
  // Loaded only here: a tenth of the whole command's time, and no use to a pipe.
  const { createLogUpdate } = await import('log-update');
  const update = createLogUpdate(stream);
  return {
    update: (view) => update(batchText(view, view.locale)),
    clear: () => update.clear(),
    done: () => update.done(),
  };
}

function createPlainLines(stream: Writable): ProgressLine {
  const said = new Map<string, string>();
  return {
    update: (view) => {
      for (const [index, mockup] of view.mockups.entries()) {
        const quarters = Math.floor((mockup.fraction ?? 0) * 4) / 4;
        const coarse = mockup.fraction === undefined ? mockup : { ...mockup, fraction: quarters };
        const text = progressText(coarse, view.locale);
        if (said.get(mockup.id) === text) continue;
        said.set(mockup.id, text);
        stream.write(
          view.mockups.length > 1 ? `${index + 1}/${view.mockups.length} ${mockup.logoName}: ${text}\n` : `${text}\n`,
        );
      }
    },
    clear: () => {},
    done: () => {},
  };
}
