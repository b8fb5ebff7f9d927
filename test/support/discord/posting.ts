import { componentsOf } from './component-tree.ts';
import { FakeAttachment } from './fake-attachment.ts';
import { FakeMessage, type MessageReference, type MessageState, messageFlags } from './fake-message.ts';
import { asText, type Json } from './form-errors.ts';
import { type DefaultMentions, mentionedUsers, pingsOf } from './mentions.ts';
import type { FormAttachment, MessageForm } from './message-form.ts';
import type { FakeChannel } from './places.ts';
import { refusals } from './refusals.ts';
import type { World } from './world.ts';

export interface NewMessage {
  readonly channel: FakeChannel;
  readonly form: MessageForm;
  readonly byDefault: DefaultMentions;
  readonly flags?: number;
  readonly type?: number;
  readonly reference?: MessageReference | undefined;
  readonly interaction?: Json | undefined;
  readonly ephemeralFor?: string | undefined;
}

const keptFlags = (1 << 2) | (1 << 12) | messageFlags.componentsV2;

/** Makes the bot's message, tells the channel, and opens an archived thread again. */
export function post(world: World, { channel, form, flags = 0, ...origin }: NewMessage): FakeMessage {
  const state = {
    content: form.content ?? '',
    embeds: form.embeds ?? [],
    components: form.components ?? [],
    attachments: attach(world, channel, form.attachments ?? [], []),
    flags: (form.flags & keptFlags) | flags,
  };
  if (!(flags & messageFlags.loading)) assertSaysSomething(state);
  const { reference } = origin;
  const text = spokenText(state);
  const message = new FakeMessage(
    world,
    {
      channelId: channel.id,
      guildId: channel.guild?.id,
      author: world.bot,
      type: origin.type ?? (reference ? 19 : 0),
      reference,
      nonce: asText(form.json['nonce']) || undefined,
      pings: pingsOf({
        text,
        allowed: form.allowedMentions,
        byDefault: origin.byDefault,
        canMentionEveryone: !channel.guild || channel.botPermissions.has('MENTION_EVERYONE'),
        repliedTo: reference && world.messages.get(reference.messageId)?.authorId,
      }),
      mentionedIds: mentionedUsers(text),
      interaction: origin.interaction,
      ephemeralFor: origin.ephemeralFor,
    },
    state,
  );
  keep(world, channel, message);
  return message;
}

/** Puts a message into its channel. */
export function keep(world: World, channel: FakeChannel, message: FakeMessage): void {
  channel.messages.push(message);
  world.messages.set(message.id, message);
  if (channel.isArchived && !message.isEphemeral) channel.unarchive();
  message.announce();
}

/** Changes a message. Whether it is ephemeral was fixed when it was made; Components V2 once set stays. */
export function edit(world: World, channel: FakeChannel, message: FakeMessage, form: MessageForm): void {
  const state: Partial<MessageState> = {
    ...(form.content === undefined ? {} : { content: form.content }),
    ...(form.embeds === undefined ? {} : { embeds: form.embeds }),
    ...(form.components === undefined ? {} : { components: form.components }),
    ...(form.attachments === undefined
      ? {}
      : { attachments: attach(world, channel, form.attachments, message.attachments) }),
    flags: message.flags | (form.flags & keptFlags),
  };
  assertSaysSomething({
    content: state.content ?? message.content,
    embeds: state.embeds ?? message.embeds,
    components: state.components ?? message.components,
    attachments: state.attachments ?? message.attachments,
  });
  const left = state.attachments ?? message.attachments;
  for (const { id, file } of message.attachments) if (!left.some((one) => one.id === id)) world.cdn.remove(file);
  message.change(state);
}

function attach(
  world: World,
  channel: FakeChannel,
  wanted: readonly FormAttachment[],
  old: readonly FakeAttachment[],
): FakeAttachment[] {
  return wanted.flatMap((one) => {
    if ('keptId' in one)
      return old.filter(({ id }) => id === one.keptId).map((kept) => kept.described(one.description));
    const { filename, bytes, contentType } = one.file;
    // File names are cleaned: letters, digits, dots, dashes and underscores are left.
    const clean = filename.replaceAll(/\s+/g, '_').replaceAll(/[^\p{L}\p{N}._-]/gu, '');
    const file = world.cdn.store(channel.id, { filename: clean, bytes, contentType, isEphemeral: false });
    return [new FakeAttachment(world, file, one.description === undefined ? {} : { description: one.description })];
  });
}

function assertSaysSomething({ content, embeds, components, attachments }: Omit<MessageState, 'flags'>): void {
  if (content === '' && embeds.length + components.length + attachments.length === 0) throw refusals.emptyMessage();
}

/** All text that can mention somebody: the content and the texts of components, not embeds. */
function spokenText({ content, components }: Pick<MessageState, 'content' | 'components'>): string {
  const texts = componentsOf(components).flatMap(({ type, content: text }) => (type === 10 ? [String(text)] : []));
  return [content, ...texts].join('\n');
}
