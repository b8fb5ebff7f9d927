import { readWish } from '#core/catalog/catalog.ts';
import type { BatchView, MockupView, PictureView } from '#core/mockups/messenger.ts';
import { isAtRest } from '#core/mockups/stage.ts';
import { answerControls } from './answer-controls.ts';
import { answerText } from './answer-text.ts';
import type { RichText } from './rich-text.ts';
import type { StatusForm } from './status-message.ts';
import type { TelegramThread } from './telegram-thread.ts';

const proofName = 'proof';
/** Of a message that is to have none. */
export const noPicture = 'none';

/** What a batch's one message is to be now: its words and buttons, and the proof when it has none yet. */
export function formOf(thread: TelegramThread, view: BatchView): StatusForm {
  const proof = newProof(thread, view);
  return {
    words: (place, isCaption) => wordsOf(view, place, isCaption, proof !== undefined || place.shows === proofName),
    controls: answerControls(view),
    ...(proof ? { picture: { name: proofName, view: proof } } : {}),
  };
}

/** What the message says once it is in step, to be compared. */
export function shownOf(thread: TelegramThread, view: BatchView): object {
  const isCaption = thread.status?.is !== 'text';
  return { words: wordsOf(view, thread, isCaption, thread.shows === proofName), controls: answerControls(view) };
}

/** Whether the message has become the shot. */
export function hasShot({ shows }: TelegramThread): boolean {
  return shows !== undefined && shows !== proofName && shows !== noPicture;
}

/** The proof that a message should have and has not. Only one mockup's picture can stand for a batch. */
export function newProof({ shows }: TelegramThread, { mockups, atRest }: BatchView): PictureView | undefined {
  const [only] = mockups;
  return !atRest && mockups.length === 1 && shows === undefined && only && isBeforeShots(only) ? only.proof : undefined;
}

/** Whether a proof is still to be expected. */
export function awaitsProof({ mockups }: BatchView): boolean {
  const [only] = mockups;
  if (!only || mockups.length > 1 || only.proof || !isBeforeShots(only)) return false;
  return (only.request.product ?? readWish(only.request.prompt).product) !== undefined;
}

function wordsOf(view: BatchView, thread: TelegramThread, isCaption: boolean, showsProof: boolean): RichText {
  return answerText(view, { thread, isCaption, hasProof: showsProof && !view.atRest });
}

function isBeforeShots({ shots, state }: MockupView): boolean {
  return shots.length === 0 && !isAtRest(state);
}
