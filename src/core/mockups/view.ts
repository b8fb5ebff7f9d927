import { message } from '#core/messages/message.ts';
import { type SentenceRef, sentence } from '#core/messages/sentence-ref.ts';
import type { PictureFiles } from '#core/store/picture-files.ts';
import { type Batch, isBatchAtRest, type Mockup } from './batch.ts';
import type { Estimates } from './estimates.ts';
import type { LiveStates } from './live-states.ts';
import type { BatchView, MockupView, PictureView } from './messenger.ts';
import type { Picture } from './stage.ts';

/** The whole state of a batch as a person should see it. */
export function viewBatch(batch: Batch, parts: ViewParts): BatchView {
  return {
    batchId: batch.id,
    locale: batch.person.locale,
    mockups: batch.mockups.map((mockup) => viewMockup(batch, mockup, parts)),
    atRest: isBatchAtRest(batch),
    ...(batch.undeliverable ? { problem: sentence('mockup.undeliverable', { id: batch.id }) } : {}),
  };
}

/** Where a view comes from besides the record. */
export interface ViewParts {
  readonly pictures: PictureFiles;
  /** Left out where nothing is under way. */
  readonly live?: LiveStates;
  readonly estimates?: Estimates;
}

function viewMockup(batch: Batch, mockup: Mockup, { pictures, live, estimates }: ViewParts): MockupView {
  const { stage, request } = mockup;
  const state = live?.get(mockup.id) ?? {};
  const estimateMs = estimates?.of(mockup, state);
  const reason = reasonOf(mockup);
  const view = (picture: Picture, isProof: boolean) => viewPicture(batch, mockup, picture, isProof, pictures);
  return {
    id: mockup.id,
    logoName: mockup.logo.fileName,
    request,
    state: stage.state,
    working: stage.state === 'running' && state.working === true,
    ...(state.fraction === undefined ? {} : { fraction: state.fraction }),
    ...(state.ahead === undefined ? {} : { ahead: state.ahead }),
    ...(estimateMs ? { estimateMs } : {}),
    ...(state.unansweredSince === undefined ? {} : { unansweredSince: state.unansweredSince }),
    ...('runId' in stage ? { runId: stage.runId } : {}),
    ...(reason ? { reason } : {}),
    notes: notesOf(mockup),
    ...(mockup.proof ? { proof: view(mockup.proof, true) } : {}),
    shots: 'shots' in stage ? stage.shots.map((shot) => view(shot, false)) : [],
    ...('isLate' in stage ? { isLate: true } : {}),
    ...('endedAt' in stage ? { tookMs: Math.max(0, stage.endedAt - batch.createdAt) } : {}),
  };
}

function viewPicture(
  batch: Batch,
  mockup: Mockup,
  picture: Picture,
  isProof: boolean,
  pictures: PictureFiles,
): PictureView {
  const { fileName, mime, width, height, bytes } = picture;
  const params = { logo: mockup.logo.fileName, prompt: mockup.request.prompt };
  return {
    fileName,
    mime,
    width,
    height,
    bytes,
    altText: message(isProof ? 'alt.proof' : 'alt.shot', batch.person.locale, params).slice(0, 1024),
    read: () => pictures.read(batch.id, picture.name),
  };
}

function reasonOf({ stage }: Mockup): SentenceRef | undefined {
  switch (stage.state) {
    case 'failed':
      return stage.reason;
    case 'cancelled':
      return sentence('mockup.cancelled');
    case 'undecided':
      return sentence('mockup.undecided');
    case 'expired':
      return sentence('mockup.expired');
    default:
      return undefined;
  }
}

function notesOf({ stage, notes, cancelRequested }: Mockup): readonly SentenceRef[] {
  const isHere = stage.state === 'delivering' || stage.state === 'delivered';
  return [
    ...notes,
    ...(isHere && stage.timedOut ? [sentence('note.timedOutWithPictures')] : []),
    ...(isHere && stage.isLate ? [sentence('note.late')] : []),
    ...(isHere && cancelRequested ? [sentence('note.finishedBeforeCancel')] : []),
  ];
}
