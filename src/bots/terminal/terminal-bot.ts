import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { nanoid } from 'nanoid';
import { z } from 'zod';
import type { Bot, Desk } from '#bots/bot.ts';
import type { Reply } from '#commands/command.ts';
import { commands } from '#commands/index.ts';
import { UserError } from '#core/errors.ts';
import { message } from '#core/messages/message.ts';
import { type SentenceRef, say } from '#core/messages/sentence-ref.ts';
import type { LogoSource, Person, Thread } from '#core/mockups/batch.ts';
import { batchSheet, hasSheet } from '#core/mockups/batch-sheet.ts';
import type { BatchView, DeliverOptions, MockupView, Part } from '#core/mockups/messenger.ts';
import { isAtRest } from '#core/mockups/stage.ts';
import type { Invocation } from './arguments.ts';
import { mockupJson, sheetJson } from './mockup-json.ts';
import type { ProgressLine } from './progress-line.ts';
import { readLogoFile, readLogoStream } from './read-logo.ts';
import { assertWritable, namedAfter, savePicture, shownPath } from './save-picture.ts';

/** What this adapter keeps with a batch: the folder the shots go to, and which command asked. */
const TerminalThread = z.object({ out: z.string(), command: z.string() });

/** Where a logo is: a file, or the standard input of one certain command. */
const TerminalLogo = z.union([z.object({ path: z.string() }), z.object({ stdin: z.string() })]);

export interface TerminalIo {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  readonly person: Person;
  readonly progress: ProgressLine;
}

/** The command line as a chat: one request, its progress on standard error, its shots as files, their paths on standard output. */
export class TerminalBot implements Bot {
  readonly platform = 'terminal';
  readonly #invocation: Invocation;
  readonly #io: TerminalIo;
  readonly #command = nanoid();
  #stdin: Promise<Buffer> | undefined;
  #batchId: string | undefined;
  #misuse = false;
  #view: BatchView | undefined;
  /** Paths of saved shots by part key. */
  readonly #saved = new Map<string, string>();
  readonly #reported = new Set<string>();
  readonly #proofs = new Set<string>();
  /** Batches whose contact sheet was tried, and whether one of them could not be made. */
  readonly #sheets = new Set<string>();
  #lacksSheet = false;

  constructor(invocation: Invocation, io: TerminalIo) {
    this.#invocation = invocation;
    this.#io = io;
  }

  /** The batch this command asked for, once it was accepted. */
  get batchId(): string | undefined {
    return this.#batchId;
  }

  /** The newest state of that batch. */
  get view(): BatchView | undefined {
    return this.#view;
  }

  /** 0 when everything asked for was made, 1 when something was not, 2 when the request made no sense. */
  get exitCode(): 0 | 1 | 2 {
    if (this.#misuse) return 2;
    if (this.#batchId === undefined) return this.#refused ? 1 : 0;
    if (this.#lacksSheet) return 1;
    const isMade = this.#view?.problem === undefined && this.#view?.mockups.every((each) => each.state === 'delivered');
    return isMade ? 0 : 1;
  }
  #refused = false;

  /** Asks what was typed. Resolves when it was accepted or refused; the answer follows through `show` and `deliver`. */
  async start({ ask }: Pick<Desk, 'ask'>, _signal: AbortSignal): Promise<void> {
    const { command, options, logos } = this.#invocation;
    const asker = {
      person: this.#io.person,
      thread: { platform: this.platform, data: { out: this.#outFolder, command: this.#command } },
      place: { id: this.platform, isShared: false },
      reply: this.#reply,
    };
    const isAnsweredByFiles = logos.length > 0 || this.#makes || (command === 'history' && 'id' in options);
    try {
      if (isAnsweredByFiles) await assertWritable(this.#outFolder, this.#invocation.out);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#refuse({ key: error.key, params: error.params }, false);
      return;
    }
    const raw = logos.length > 0 ? { ...options, logo: logos.map((logo) => this.#logoSource(logo)) } : options;
    const dispatched = await ask(command, raw, asker);
    if (dispatched.kind === 'refused') this.#refuse(dispatched.reason, dispatched.misuse);
    else this.#batchId = dispatched.batchId;
  }

  async fetchLogo(source: LogoSource, { signal }: { readonly signal: AbortSignal }): Promise<Buffer> {
    const logo = TerminalLogo.parse(source.data);
    if ('path' in logo) return readLogoFile(logo.path, this.#shown(logo.path), signal);
    if (logo.stdin !== this.#command) throw new UserError('terminal.stdinGone');
    this.#stdin ??= readLogoStream(this.#io.stdin);
    return this.#stdin;
  }

  async show(thread: Thread, view: BatchView, { signal }: { readonly signal: AbortSignal }): Promise<Thread> {
    const { out, command } = TerminalThread.parse(thread.data);
    const isMine = command === this.#command;
    // Said is said: what stands on a terminal cannot be said again.
    if (isMine && this.#view?.atRest !== true) {
      this.#view = view;
      this.#io.progress.update(view);
      // The last word is the path, so the line that says how far it is ends before.
      if (view.atRest) this.#io.progress.done();
      for (const mockup of view.mockups) this.#reportOnce(mockup, view.locale);
      if (view.problem) this.#complain(say(view.problem, view.locale));
      if (!view.atRest) {
        this.#io.progress.update(view);
        for (const mockup of view.mockups) await this.#showProofOnce(mockup);
      }
    }
    if (view.atRest && hasSheet(view)) await this.#saveSheetOnce(view, out, isMine, signal);
    return thread;
  }

  async deliver(thread: Thread, parts: readonly Part[], { signal, sent, onSent }: DeliverOptions): Promise<Thread> {
    const { out, command } = TerminalThread.parse(thread.data);
    for (const { key, mockup, picture } of parts) {
      if (sent.has(key)) continue;
      signal.throwIfAborted();
      const fileName = namedAfter(mockup.logoName, picture.fileName);
      const saved = await savePicture(out, fileName, await picture.read(), this.#shown(out));
      this.#saved.set(key, saved);
      await onSent(key, [saved]);
      if (command !== this.#command) {
        this.#complain(message('terminal.resumedShot', this.#io.person.locale, { path: this.#shown(saved) }));
        this.#sayNotesOnce(mockup);
      }
    }
    return thread;
  }

  /** Words are the answer of a command that makes nothing, and a remark beside the paths of one that does. */
  readonly #reply: Reply = async (sentences, records) => {
    if (this.#invocation.json && records) {
      for (const record of records) this.#io.stdout.write(`${JSON.stringify(record)}\n`);
      return;
    }
    const isAnswer = !this.#makes && !this.#invocation.json;
    for (const each of sentences) {
      const text = say(each, this.#io.person.locale);
      if (isAnswer) this.#io.stdout.write(`${text}\n`);
      else this.#complain(text);
    }
  };

  get #makes(): boolean {
    return commands.find(({ name }) => name === this.#invocation.command)?.kind === 'makes';
  }

  get #outFolder(): string {
    return path.resolve(this.#io.cwd, this.#invocation.out);
  }

  #shown(absolute: string): string {
    return shownPath(absolute, this.#io.cwd);
  }

  #logoSource(logo: string): LogoSource {
    const repairs = this.#invocation.repairs ? { repairs: [...this.#invocation.repairs] } : {};
    if (logo === '-') return { fileName: 'logo', data: { stdin: this.#command }, ...repairs };
    return { fileName: path.basename(logo) || logo, data: { path: path.resolve(this.#io.cwd, logo) }, ...repairs };
  }

  /** Says once, when a mockup has come to rest, what became of it. */
  #reportOnce(mockup: MockupView, locale: string): void {
    if (!isAtRest(mockup.state) || this.#reported.has(mockup.id)) return;
    this.#reported.add(mockup.id);
    const files = mockup.shots.map((_, index) => this.#shown(this.#saved.get(`${mockup.id}/${index + 1}`) ?? ''));
    this.#io.progress.clear();
    for (const note of mockup.notes) this.#complain(say(note, locale));
    if (mockup.reason && mockup.state !== 'cancelled')
      this.#complain(`${mockup.logoName}: ${say(mockup.reason, locale)}`);
    if (mockup.state === 'undecided') this.#complain(message('terminal.undecided', locale, { id: mockup.id }));
    if (this.#invocation.json) this.#io.stdout.write(`${mockupJson(mockup, files, locale)}\n`);
    else for (const file of files) this.#io.stdout.write(`${file}\n`);
  }

  /** Of a mockup that an earlier command asked for: nothing but its shots is shown here. */
  #sayNotesOnce({ id, notes }: MockupView): void {
    if (this.#reported.has(id)) return;
    this.#reported.add(id);
    for (const note of notes) this.#complain(say(note, this.#io.person.locale));
  }

  /** Saves the proof and says where, for a person who watches; whoever reads the output by machine asked for shots alone. */
  async #showProofOnce({ id, logoName, proof, state }: MockupView): Promise<void> {
    const { json, quiet } = this.#invocation;
    if (!proof || json || quiet || isAtRest(state) || this.#proofs.has(id)) return;
    this.#proofs.add(id);
    const saved = await savePicture(
      this.#outFolder,
      namedAfter(logoName, proof.fileName),
      await proof.read(),
      this.#invocation.out,
    );
    this.#complain(message('terminal.proof', this.#io.person.locale, { path: this.#shown(saved) }));
  }

  /** Saves all shots of a batch in one picture, beside them, and says where: the last word about it. */
  async #saveSheetOnce(view: BatchView, out: string, isMine: boolean, signal: AbortSignal): Promise<void> {
    if (this.#sheets.has(view.batchId)) return;
    this.#sheets.add(view.batchId);
    const { locale } = this.#io.person;
    try {
      const sheet = await batchSheet(view, { signal });
      const logos = new Set(view.mockups.map(({ logoName }) => logoName));
      const [only] = logos.size === 1 ? logos : [];
      const fileName = only === undefined ? sheet.fileName : namedAfter(only, sheet.fileName);
      const saved = this.#shown(await savePicture(out, fileName, sheet.bytes, this.#shown(out)));
      if (!isMine) this.#complain(message('terminal.resumedShot', locale, { path: saved }));
      else this.#io.stdout.write(`${this.#invocation.json ? sheetJson(sheet, saved) : saved}\n`);
    } catch (error) {
      signal.throwIfAborted();
      this.#lacksSheet ||= isMine;
      this.#complain(error instanceof UserError ? error.text(locale) : message('terminal.noSheet', locale));
      throw error;
    }
  }

  #refuse(reason: SentenceRef, misuse: boolean): void {
    this.#refused = true;
    this.#misuse = misuse;
    this.#complain(say(reason, this.#io.person.locale));
  }

  #complain(text: string): void {
    this.#io.progress.clear();
    this.#io.stderr.write(`${text}\n`);
  }
}
