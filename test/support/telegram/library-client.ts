import { Api, GrammyError, InputFile } from 'grammy';
import type { FakePerson } from './fake-person.ts';
import { type FakeTelegram, startFakeTelegram } from './fake-telegram.ts';
import type { Json } from './json.ts';

/** The library's client with the bot's token. */
export function apiOf({ token, apiRoot }: Pick<FakeTelegram, 'token' | 'apiRoot'>): Api {
  return new Api(token, { apiRoot });
}

/** How a call was refused. */
export interface SeenRefusal {
  readonly code: number;
  readonly description: string;
  readonly parameters: object;
}

/** What the library says of a call that was refused. */
export async function refusalOf(call: Promise<unknown>): Promise<SeenRefusal> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) throw new Error('The call was not refused.');
  if (!(error instanceof GrammyError)) throw new Error('The call failed otherwise.', { cause: error });
  return { code: error.error_code, description: error.description, parameters: error.parameters };
}

/** Somebody with the bot, and no bot but the library's client; time stands still and there are no rate limits. */
export interface Counter extends AsyncDisposable {
  readonly telegram: FakeTelegram;
  readonly ann: FakePerson;
  readonly api: Api;
  /** Any call, with whatever parameters. */
  readonly call: (method: string, params?: Json) => Promise<unknown>;
}

export async function openCounter(options: Parameters<typeof startFakeTelegram>[0] = {}): Promise<Counter> {
  const telegram = await startFakeTelegram({ patienceMs: 0, ...options });
  telegram.clock.stop();
  telegram.limits.lift();
  const api = apiOf(telegram);
  return {
    telegram,
    ann: telegram.person('ann'),
    api,
    call: async (method, params = {}) => {
      const raw = api.raw as unknown as Record<string, (params: Json) => Promise<unknown>>;
      return await raw[method]?.(params);
    },
    [Symbol.asyncDispose]: async () => await telegram[Symbol.asyncDispose](),
  };
}

/** Bytes as a file to upload. */
export const upload = (bytes: Buffer, fileName = 'shot.png'): InputFile => new InputFile(bytes, fileName);
