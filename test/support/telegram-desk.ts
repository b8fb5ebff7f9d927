import { z } from 'zod';
import { type ReceivedRequest, type ScriptedAnswer, startScriptedServer } from './scripted-server.ts';

const Command = z.object({
  command: z.string().regex(/^[a-z0-9_]{1,32}$/),
  description: z.string().min(1).max(256),
});
type Command = z.output<typeof Command>;

const ListForm = z.object({
  scope: z.object({ type: z.enum(['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators']) }),
  language_code: z
    .string()
    .regex(/^[a-z]{2}$/)
    .optional(),
  commands: z.array(Command).max(100).optional(),
});
const ChatForm = z.object({ chat_id: z.string() });

/** Answers a call instead of the desk, or never; undefined leaves it to the desk. */
export type TelegramInterruption = (method: string, request: ReceivedRequest) => ScriptedAnswer | 'silence' | undefined;

export interface TelegramDesk extends AsyncDisposable {
  readonly apiRoot: string;
  readonly requests: readonly ReceivedRequest[];
  /** What was called, in order: `setMyCommands default de`. */
  readonly calls: string[];
  /** By scope and language: `all_group_chats ja`; without a language `default `. */
  readonly lists: Map<string, readonly Command[]>;
  /** By id, what a question about the chat is answered with. */
  readonly chats: Map<string, ScriptedAnswer>;
  me: Readonly<Record<string, unknown>>;
  webhook: Readonly<Record<string, unknown>>;
  interrupt: TelegramInterruption;
}

/** The part of the Bot API where a bot is set up, with the limits of Telegram's documentation for commands. */
export async function startTelegramDesk(): Promise<TelegramDesk> {
  const desk = {
    calls: [] as string[],
    lists: new Map<string, readonly Command[]>(),
    chats: new Map<string, ScriptedAnswer>(),
    me: { id: 1, is_bot: true, first_name: 'Mockups', username: 'mockups_bot', can_join_groups: true },
    webhook: { url: '', has_custom_certificate: false, pending_update_count: 0 },
    interrupt: (() => undefined) as TelegramInterruption,
  };
  const server = await startScriptedServer((request) => {
    const method = request.path.replace(/^\/bot[^/]+\//, '');
    const interruption = desk.interrupt(method, request) ?? answer(method, JSON.parse(String(request.body)));
    return interruption === 'silence' ? undefined : interruption;
  });
  function answer(method: string, form: unknown): ScriptedAnswer {
    switch (method) {
      case 'getMe':
        desk.calls.push(method);
        return result(desk.me);
      case 'getWebhookInfo':
        desk.calls.push(method);
        return result(desk.webhook);
      case 'getChat': {
        const { chat_id: id } = ChatForm.parse(form);
        desk.calls.push(`${method} ${id}`);
        return desk.chats.get(id) ?? refusal(400, 'Bad Request: chat not found');
      }
      case 'getMyCommands':
      case 'setMyCommands':
        return lists(method, form);
      default:
        return refusal(404, 'Not Found');
    }
  }
  function lists(method: string, form: unknown): ScriptedAnswer {
    const parsed = ListForm.safeParse(form);
    if (!parsed.success) return refusal(400, 'Bad Request: BOT_COMMAND_INVALID');
    const key = `${parsed.data.scope.type} ${parsed.data.language_code ?? ''}`;
    desk.calls.push(`${method} ${key}`.trim());
    if (method === 'getMyCommands') return result(desk.lists.get(key) ?? []);
    desk.lists.set(key, parsed.data.commands ?? []);
    return result(true);
  }
  return Object.assign(desk, {
    apiRoot: server.origin,
    requests: server.requests,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  });
}

export function result(value: unknown): ScriptedAnswer {
  return { body: { ok: true, result: value } };
}

export function refusal(
  code: number,
  description: string,
  parameters?: Readonly<Record<string, number>>,
): ScriptedAnswer {
  return { status: code, body: { ok: false, error_code: code, description, ...(parameters ? { parameters } : {}) } };
}
