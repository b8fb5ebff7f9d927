import type { Pings } from './fake-message.ts';
import { asObject, type FormErrors, type FormPath, type Json } from './form-errors.ts';

/** What a message that says nothing about mentions may ping: everything in a channel, people alone in an interaction response. */
export type DefaultMentions = 'everything' | 'users';

export interface PingQuestion {
  readonly text: string;
  /** `allowed_mentions` as it was sent. */
  readonly allowed: unknown;
  readonly byDefault: DefaultMentions;
  readonly canMentionEveryone: boolean;
  /** Whose message this answers. */
  readonly repliedTo: string | undefined;
}

const parseKinds = ['roles', 'users', 'everyone'];

/**
 * Checks `allowed_mentions`: a kind is either parsed for or listed, never both, and at most 100 ids are listed.
 */
export function checkAllowedMentions(errors: FormErrors, path: FormPath, allowed: unknown): void {
  if (allowed === undefined || allowed === null) return;
  const { parse, users, roles } = asObject(allowed);
  const parsed = errors.list([...path, 'parse'], parse, 0, 3);
  for (const [at, kind] of parsed.entries()) errors.oneOf([...path, 'parse', at], kind, parseKinds);
  for (const [name, ids] of [
    ['users', users],
    ['roles', roles],
  ] as const) {
    const listed = errors.list([...path, name], ids, 0, 100);
    if (listed.length > 0 && parsed.includes(name)) {
      errors.add(
        path,
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${name}"] and ${name}: [ids...] are mutually exclusive.`,
      );
    }
  }
}

/** Whom a new message notifies: those its text mentions and `allowed_mentions` lets through, and the author it replies to. */
export function pingsOf({ text, allowed, byDefault, canMentionEveryone, repliedTo }: PingQuestion): Pings {
  const isSilentAboutIt = allowed === undefined || allowed === null;
  const rule: Json = isSilentAboutIt
    ? { parse: byDefault === 'users' ? ['users'] : parseKinds, replied_user: true }
    : asObject(allowed);
  const parse = (rule['parse'] ?? []) as unknown[];
  const mayPing = (kind: 'users' | 'roles', id: string) =>
    parse.includes(kind) || ((rule[kind] ?? []) as unknown[]).includes(id);
  const found = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, id]) => String(id)))];
  const users = found(/<@!?(\d+)>/g).filter((id) => mayPing('users', id));
  if (repliedTo && rule['replied_user'] === true && !users.includes(repliedTo)) users.push(repliedTo);
  return {
    users,
    roles: found(/<@&(\d+)>/g).filter((id) => mayPing('roles', id)),
    everyone: canMentionEveryone && parse.includes('everyone') && /@(?:everyone|here)\b/.test(text),
  };
}

/** All people a text mentions, pinged or not. */
export function mentionedUsers(text: string): string[] {
  return [...new Set([...text.matchAll(/<@!?(\d+)>/g)].map(([, id]) => String(id)))];
}
