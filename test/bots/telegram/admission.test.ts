import { expect, test } from 'vitest';
import { isAdmitted } from '#bots/telegram/admission.ts';

const [group, otherGroup, ada, bob] = [-1001234567890, -4012345678, 123456789, 987654321];

function admits(
  where: readonly [chatId: number, userId: number | undefined],
  lists: { readonly chats?: readonly number[]; readonly users?: readonly number[] },
): boolean {
  const [chatId, userId] = where;
  const allowed = { chats: (lists.chats ?? []).map(String), users: (lists.users ?? []).map(String) };
  return isAdmitted({ chatId, isPrivate: chatId > 0, userId }, allowed);
}

test.for([
  ['a group', [group, ada]],
  ['a private chat', [ada, ada]],
  ['a channel or an anonymous admin', [group, undefined]],
] as const)('without lists everyone may ask: %s', ([, where]) => {
  expect(admits(where, {})).toBe(true);
});

test.for([
  ['people in it', [group, bob], true],
  ['an anonymous admin of it', [group, undefined], true],
  ['people in another group', [otherGroup, bob], false],
  ['the same people alone with the bot', [bob, bob], false],
] as const)('with a list of chats: %s', ([, where, expected]) => {
  expect(admits(where, { chats: [group] })).toBe(expected);
});

test('a private chat that is listed itself is let in', () => {
  expect(admits([ada, ada], { chats: [ada] })).toBe(true);
  expect(admits([bob, bob], { chats: [ada] })).toBe(false);
});

test.for([
  ['a listed person in any group', [otherGroup, ada], true],
  ['a listed person alone with the bot', [ada, ada], true],
  ['another person', [otherGroup, bob], false],
  ['somebody nobody knows', [otherGroup, undefined], false],
] as const)('with a list of people: %s', ([, where, expected]) => {
  expect(admits(where, { users: [ada] })).toBe(expected);
});

test.for([
  ['a listed person in a listed group', [group, ada], true],
  ['a listed person in another group', [otherGroup, ada], false],
  ['another person in a listed group', [group, bob], false],
  ['an anonymous admin of a listed group', [group, undefined], false],
  ['a listed person alone with the bot', [ada, ada], true],
  ['another person alone with the bot', [bob, bob], false],
] as const)('with both lists each must hold: %s', ([, where, expected]) => {
  expect(admits(where, { chats: [group], users: [ada] })).toBe(expected);
});
