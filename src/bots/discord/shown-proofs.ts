import { readWish } from '#core/catalog/catalog.ts';
import type { BatchView, MockupView } from '#core/mockups/messenger.ts';
import { isAtRest } from '#core/mockups/stage.ts';
import type { DiscordThread } from './discord-thread.ts';
import { fileLimitOf, type KeptFile, mostFiles, type Upload, uploadOf } from './upload-form.ts';

/** What becomes of a message's proofs by an edit. */
export interface ProofChange {
  readonly kept: readonly KeptFile[];
  readonly uploads: readonly Upload[];
}

type Proven = MockupView & Required<Pick<MockupView, 'proof'>>;

/** Those whose proof is shown: a proof that no shot comes after, or came after, would be taken for one. */
function provenOf({ mockups }: BatchView): readonly Proven[] {
  return mockups
    .filter((mockup): mockup is Proven => mockup.proof !== undefined && !isAtRest(mockup.state))
    .slice(0, mostFiles);
}

/** Whether there are shots in the message, or about to be: they take the proofs' place. */
export function hasShots({ mockups }: BatchView): boolean {
  return mockups.some(({ state, shots }) => shots.length > 0 && state !== 'expired');
}

/** Whether a message does not have the proofs it should. With shots the files are not touched: they are the delivery's. */
export function needsProofs(thread: DiscordThread, view: BatchView): boolean {
  if (hasShots(view)) return false;
  const wanted = provenOf(view).map(({ id }) => id);
  const shown = Object.keys(thread.proofs);
  return wanted.length !== shown.length || wanted.some((id) => !shown.includes(id));
}

/** Whether a proof is still to be expected for one of them. */
export function awaitsProofs({ mockups }: BatchView): boolean {
  return mockups.some(({ proof, state, request }) => {
    return !proof && !isAtRest(state) && (request.product ?? readWish(request.prompt).product) !== undefined;
  });
}

/** What has to be done about a message's proofs. Undefined when they are as they should be. */
export async function proofChange(
  thread: DiscordThread,
  view: BatchView,
  signal: AbortSignal,
): Promise<ProofChange | undefined> {
  if (!needsProofs(thread, view)) return undefined;
  const kept: KeptFile[] = [];
  const uploads: Upload[] = [];
  for (const { id, proof } of provenOf(view)) {
    const file = thread.proofs[id];
    if (file !== undefined) kept.push({ key: id, id: file });
    else {
      const upload = await uploadOf(id, proof, { limit: fileLimitOf(thread), signal });
      if (upload) uploads.push(upload);
    }
  }
  return { kept, uploads };
}
