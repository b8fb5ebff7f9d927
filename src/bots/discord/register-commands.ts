import { z } from 'zod';
import { Deadline } from '#core/fetch.ts';
import type { Logger } from '#core/log.ts';
import type { RecordCollection } from '#core/store/record-collection.ts';
import type { RegisteredCommands } from '#core/store/registered-commands.ts';
import { compareCommands, RegisteredCommand } from './command-differences.ts';
import { type CommandScope, commandsRoute, listCommands } from './command-list.ts';
import type { CommandPayload } from './command-payload.ts';
import type { DiscordCalls } from './discord-calls.ts';
import { DiscordError } from './discord-error.ts';
import { dailyLimit, registrationProblem } from './registration-problem.ts';

/** Discord's code for a command that is not there, because somebody else has just removed it. */
const unknownCommand = 10063;

/** Discord takes five new commands in 20 s; the rest of ours wait for their turn. */
const longestMs = 3 * 60_000;

export interface CommandRegistration {
  readonly calls: DiscordCalls;
  readonly applicationId: string;
  /** The one server to register in; everywhere when not given. */
  readonly guildId?: string | undefined;
  readonly commands: readonly CommandPayload[];
  /** What was registered before, kept over restarts. */
  readonly registrations: RecordCollection<typeof RegisteredCommands>;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** How long all of it may take, in ms. */
  readonly withinMs?: number;
}

/** What was sent to Discord, by the names of the commands. */
export interface RegistrationOutcome {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
  /** One sentence for the operator, when it could not be done, or not all of it. */
  readonly problem?: string;
}

/**
 * Makes the registered commands what they should be, by sending what differs and nothing else: a second time nothing is sent. What other
 * programs registered for the same application stays; what we registered and no longer have is removed, also what is left in a server that
 * is no longer the one to register in. Commands that are registered everywhere stay when one server is named: other servers use them.
 * @throws the signal's reason, and {StoreError}; whatever Discord does not do is a sentence of the outcome
 */
export async function registerCommands(registration: CommandRegistration): Promise<RegistrationOutcome> {
  using deadline = new Deadline(registration.signal, registration.withinMs ?? longestMs);
  const work = new Registering({ ...registration, signal: deadline.signal });
  try {
    await work.updateScope();
    await work.leaveOtherGuilds();
    return work.outcome;
  } catch (error) {
    registration.signal.throwIfAborted();
    if (!(error instanceof DiscordError) && !deadline.signal.aborted) throw error;
    registration.log.warn({ err: error }, 'not all commands could be registered');
    return { ...work.outcome, problem: registrationProblem(error, registration.guildId) };
  }
}

class Registering {
  readonly #registration: CommandRegistration;
  readonly #scope: CommandScope;
  readonly #created: string[] = [];
  readonly #updated: string[] = [];
  readonly #removed: string[] = [];

  constructor(registration: CommandRegistration) {
    this.#registration = registration;
    this.#scope = { applicationId: registration.applicationId, guildId: registration.guildId };
  }

  get outcome(): RegistrationOutcome {
    return { created: this.#created, updated: this.#updated, removed: this.#removed };
  }

  async updateScope(): Promise<void> {
    const { calls, commands, registrations, signal } = this.#registration;
    const { guildId } = this.#scope;
    const registered = await listCommands(calls, this.#scope, signal);
    const remembered = await registrations.get(recordId(this.#scope));
    const ids = new Set(remembered?.ids);
    const differences = compareCommands(registered, commands, { isGuild: guildId !== undefined, rememberedIds: ids });
    // Written before anything is sent, so that a server where a killed process left some is looked at again.
    for (const { id } of [...differences.same, ...differences.changed]) ids.add(id);
    if (!remembered || remembered.ids.length !== ids.size) await this.#remember(ids);
    const refusals: DiscordError[] = [];
    const each = (work: Promise<void>): Promise<void> => work.catch(keepRefusal(refusals));
    for (const { id, payload } of differences.changed) await each(this.#update(id, payload, ids));
    for (const command of differences.outdated) {
      await each(this.#remove(this.#scope, command));
      ids.delete(command.id);
    }
    if (differences.outdated.length > 0) await this.#remember(ids);
    // Last, because there is a limit on them that can keep us waiting until tomorrow.
    for (const payload of differences.missing) await each(this.#create(payload, ids));
    const [refusal] = refusals;
    if (refusal) throw refusal;
  }

  /** Commands in a server that is no longer the one to register in: people would see them twice. */
  async leaveOtherGuilds(): Promise<void> {
    const { applicationId, calls, commands, log, registrations, signal } = this.#registration;
    const left: RegisteredCommands[] = [];
    for await (const each of registrations.all((err) => log.error({ err }, 'registered commands cannot be read'))) {
      const isOther = each.guildId !== undefined && each.guildId !== this.#scope.guildId;
      if (each.applicationId === applicationId && isOther) left.push(each);
    }
    for (const scope of left) {
      try {
        const there = await listCommands(calls, scope, signal);
        const known = { isGuild: true, rememberedIds: new Set(scope.ids) };
        const foreign = new Set(compareCommands(there, commands, known).foreign);
        for (const command of there) if (!foreign.has(command)) await this.#remove(scope, command);
      } catch (error) {
        if (!(error instanceof DiscordError) || (error.reason !== 'forbidden' && error.reason !== 'gone')) throw error;
        log.info({ err: error }, 'the commands of a server that the bot has left cannot be reached');
        // A server it was only removed from may invite it back, with what was registered there.
        if (error.reason === 'forbidden') continue;
      }
      await registrations.delete(recordId(scope));
    }
  }

  async #create(payload: CommandPayload, ids: Set<string>): Promise<void> {
    const { calls, signal } = this.#registration;
    const { id } = await calls.call({
      what: `registration of ${payload.name}`,
      method: 'POST',
      route: commandsRoute(this.#scope),
      body: this.#sent(payload),
      answer: RegisteredCommand,
      signal,
    });
    this.#created.push(payload.name);
    await this.#remember(ids.add(id));
  }

  async #update(id: string, payload: CommandPayload, ids: Set<string>): Promise<void> {
    const { calls, signal } = this.#registration;
    const { type: _, ...content } = this.#sent(payload);
    try {
      await calls.call({
        what: `update of ${payload.name}`,
        method: 'PATCH',
        route: `${commandsRoute(this.#scope)}/${id}`,
        body: content,
        answer: RegisteredCommand,
        signal,
      });
    } catch (error) {
      if (!isUnknownCommand(error)) throw error;
      await this.#create(payload, ids);
      return;
    }
    this.#updated.push(payload.name);
  }

  async #remove(scope: CommandScope, { id, name }: RegisteredCommand): Promise<void> {
    const { calls, signal } = this.#registration;
    const route: `/${string}` = `${commandsRoute(scope)}/${id}`;
    try {
      await calls.call({ what: `removal of ${name}`, method: 'DELETE', route, answer: z.unknown(), signal });
    } catch (error) {
      if (!isUnknownCommand(error)) throw error;
    }
    this.#removed.push(name);
  }

  /** Everything is said, so that nothing of an earlier version stays; commands of a server have no reach of their own. */
  #sent(payload: CommandPayload): Record<string, unknown> & { readonly type?: number | undefined } {
    const { integration_types, contexts, ...content } = payload;
    return this.#scope.guildId === undefined ? { ...content, integration_types, contexts } : content;
  }

  async #remember(ids: ReadonlySet<string>): Promise<void> {
    const { applicationId, guildId } = this.#scope;
    const scope = guildId === undefined ? { applicationId } : { applicationId, guildId };
    await this.#registration.registrations.put(recordId(scope), { ...scope, ids: [...ids] });
  }
}

function recordId({ applicationId, guildId }: CommandScope): string {
  return `discord ${applicationId} ${guildId ?? 'everywhere'}`;
}

/** A command that Discord refuses for its content does not keep the others back; anything else would meet them all. */
function keepRefusal(refusals: DiscordError[]): (error: unknown) => void {
  return (error) => {
    const isForAll = !(error instanceof DiscordError) || error.reason !== 'refused' || error.code === dailyLimit;
    if (isForAll) throw error;
    refusals.push(error);
  };
}

function isUnknownCommand(error: unknown): boolean {
  return error instanceof DiscordError && error.code === unknownCommand;
}
