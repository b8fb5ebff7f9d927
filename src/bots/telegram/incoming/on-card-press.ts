import type { Rest } from '#bots/telegram/inbox.ts';
import type { Action } from '#bots/telegram/press-data.ts';
import { targetOf } from '#bots/telegram/status-message.ts';
import { message } from '#core/messages/message.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import { type Card, type CardMenu, cardControls, promptOf, shownOf, wishOf } from './card.ts';
import { type Choice, readChoice } from './choices.ts';
import { editPatiently } from './edit-patiently.ts';
import { makeBatch } from './make.ts';
import type { Pressed } from './on-press.ts';
import { actsFor } from './ownership.ts';
import { askForPrompt } from './prompt-questions.ts';
import type { Scene } from './scene.ts';
import { showCard } from './show-card.ts';
import { removeMessage } from './take-away.ts';
import { tellSentences } from './tell.ts';
import type { Whereabouts } from './whereabouts.ts';

/** A button under a card was pressed. */
export async function onCardPress(pressed: Pressed, scene: Scene): Promise<Rest> {
  const { read, where, answer } = pressed;
  const card = await scene.cards.get(read.id);
  if (card && !(await actsFor(card.person.id, where, scene))) {
    await answer.give('card.notYours');
    return undefined;
  }
  if (!card || isOver(card, read.action)) {
    await answer.give('card.over');
    return undefined;
  }
  await answer.give();
  // Whoever presses may have another language by now, and may press for a chat.
  const own = {
    ...card,
    ...(await pressedCopy(card, pressed, scene)),
    person: { ...card.person, locale: where.person.locale },
  };
  switch (read.action) {
    case 'pick':
      await showMenu(own, read.value, scene);
      return undefined;
    case 'set':
      return await choose(own, readChoice(read.value ?? ''), where, scene);
    case 'prompt':
      await askForPrompt(
        { about: 'card', id: card.id, ownerId: card.person.id, prompt: promptOf(card) },
        pressed,
        scene,
      );
      return undefined;
    case 'make':
      await make(own, where, scene);
      return undefined;
    case 'discard':
      await discard(own, scene);
      return undefined;
    default:
      return undefined;
  }
}

/** A press to make it that a stop cut short comes again: the same event makes the same batch. */
function isOver({ state }: Card, action: Action): boolean {
  return state !== 'open' && !(state === 'made' && action === 'make');
}

/** A card whose sending was not confirmed can be there twice: the one that is pressed is the one. */
async function pressedCopy(
  { id, thread, state }: Card,
  { messageId, press, where }: Pressed,
  { cards }: Scene,
): Promise<Partial<Pick<Card, 'thread'>>> {
  const isOther = thread.status?.id !== messageId && thread.chatId === where.thread.chatId;
  if (!isOther || state !== 'open') return {};
  const status = { id: messageId, is: press.message?.document ? 'document' : 'photo' } as const;
  const changed = await cards.change(id, (card) => ({ ...card, thread: { ...card.thread, status } }));
  return changed ? { thread: changed.thread } : {};
}

async function showMenu(card: Card, value: string | undefined, scene: Scene): Promise<void> {
  const { status } = card.thread;
  if (!status) return;
  const menu: CardMenu = value === 'product' || value === 'color' ? value : 'card';
  const target = targetOf(card.thread, status.id);
  await editPatiently((messages, stop) => messages.editControls(target, cardControls(card, menu), stop), scene);
}

/** What is pressed last counts: a product or a color writes the prompt anew, and leaves the other as it is seen. */
async function choose(
  { id, person }: Card,
  choice: Choice | undefined,
  where: Whereabouts,
  scene: Scene,
): Promise<Rest> {
  if (!choice || !('size' in choice || 'product' in choice || 'color' in choice)) return undefined;
  await scene.cards.change(id, (card) => {
    if ('size' in choice) return { ...card, ...choice, person };
    const { prompt: _, words: __, ...rest } = card;
    return { ...rest, ...shownOf(card), ...choice, person };
  });
  return { rest: showCard(() => scene.cards.show(id, scene.signal), where, scene) };
}

/** The card becomes the message of what it makes. */
async function make({ id, person }: Card, where: Whereabouts, scene: Scene): Promise<void> {
  await scene.cards.change(id, (open) => ({ ...open, state: 'made' }));
  await scene.cards.settled(id);
  const card = await scene.cards.get(id);
  if (!card) return;
  const { thread, place, logos } = card;
  const options = { ...wishOf(card), logo: logos };
  const batchId = await makeBatch('mockup', options, { ...where, person, place, thread }, `card:${id}`, scene);
  if (batchId === undefined) await scene.cards.reopen(card);
}

async function discard({ id, person }: Card, scene: Scene): Promise<void> {
  await scene.cards.change(id, (open) => ({ ...open, state: 'discarded' }));
  await scene.cards.settled(id);
  const thread = (await scene.cards.get(id))?.thread;
  if (!thread?.status) return;
  const text = message('card.discarded', person.locale);
  const isAway = await removeMessage(targetOf(thread, thread.status.id), { text, isPicture: true }, scene);
  if (!isAway) await tellSentences(thread, [sentence('card.discarded')], person.locale, scene);
}
