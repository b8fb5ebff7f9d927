import type { Rest } from '#bots/telegram/inbox.ts';
import { targetOf } from '#bots/telegram/status-message.ts';
import { composePrompt } from '#core/catalog/catalog.ts';
import { UserError } from '#core/errors.ts';
import { sentence, sentenceOf } from '#core/messages/sentence-ref.ts';
import { type Card, wishOf } from './card.ts';
import { type Choice, readChoice } from './choices.ts';
import { makeBatch } from './make.ts';
import type { Pressed } from './on-press.ts';
import { askForPrompt } from './prompt-questions.ts';
import type { Scene } from './scene.ts';
import { tellSentences } from './tell.ts';

/** A button under a card was pressed. */
export async function onCardPress(pressed: Pressed, scene: Scene): Promise<Rest> {
  const { read, where, answer, userId } = pressed;
  const card = await scene.cards.get(read.id);
  if (card && card.person.id !== where.person.id) {
    await answer.give('card.notYours');
    return undefined;
  }
  // A press to make it that a stop cut short comes again: the same event makes the same batch.
  const isOver = !card || (card.state !== 'open' && !(card.state === 'made' && read.action === 'make'));
  if (isOver) {
    await answer.give('card.over');
    return undefined;
  }
  await answer.give();
  const { signal } = scene;
  switch (read.action) {
    case 'pick':
      await scene.cards.showMenu(
        card,
        read.value === 'product' || read.value === 'color' ? read.value : 'card',
        signal,
      );
      return undefined;
    case 'set':
      return await choose(card, readChoice(read.value ?? ''), scene);
    case 'prompt': {
      const about = { userId, about: 'card', id: card.id } as const;
      const now = card.prompt ?? composePrompt(card);
      await askForPrompt(about, now, { thread: where.thread, locale: where.person.locale }, scene);
      return undefined;
    }
    case 'make':
      return await make(card, pressed, scene);
    case 'discard':
      return await discard(card, scene);
    default:
      return undefined;
  }
}

/** What is pressed last counts: a product or a color writes the prompt anew. */
async function choose(before: Card, choice: Choice | undefined, scene: Scene): Promise<Rest> {
  if (!choice || !('size' in choice || 'product' in choice || 'color' in choice)) return undefined;
  await scene.cards.change(before.id, (card) => {
    if ('size' in choice) return { ...card, ...choice };
    const { prompt: _, ...rest } = card;
    return { ...rest, ...choice };
  });
  return { rest: show(before, scene) };
}

async function show(card: Card, scene: Scene): Promise<void> {
  try {
    await scene.cards.show(card.id, scene.signal);
  } catch (error) {
    scene.signal.throwIfAborted();
    const isOurs = !(error instanceof UserError);
    if (isOurs) scene.log.warn({ err: error }, 'card not shown');
    const said = isOurs ? sentence('chat.unavailable') : sentenceOf(error);
    await tellSentences(card.thread, [said], card.person.locale, scene);
  }
}

/** The card becomes the message of what it makes. */
async function make(card: Card, { where }: Pressed, scene: Scene): Promise<Rest> {
  await scene.cards.change(card.id, (open) => ({ ...open, state: 'made' }));
  await scene.cards.settled(card.id);
  const newest = (await scene.cards.get(card.id)) ?? card;
  const place = { ...where, thread: newest.thread };
  const options = { ...wishOf(newest), logo: newest.logos };
  const batchId = await makeBatch('mockup', options, place, `card:${card.id}`, scene);
  if (batchId === undefined) await scene.cards.reopen(newest);
  return undefined;
}

async function discard(card: Card, scene: Scene): Promise<Rest> {
  await scene.cards.change(card.id, (open) => ({ ...open, state: 'discarded' }));
  await scene.cards.settled(card.id);
  const { thread } = (await scene.cards.get(card.id)) ?? card;
  const { messages, log, signal } = scene;
  try {
    if (thread.status) await messages.delete(targetOf(thread, thread.status.id), signal);
  } catch (error) {
    signal.throwIfAborted();
    log.info({ err: error }, 'card left there');
    await tellSentences(thread, [sentence('card.discarded')], card.person.locale, scene);
  }
  return undefined;
}
