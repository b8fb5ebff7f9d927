import { checkComponents, checkFileReferences } from './component-rules.ts';
import type { FakeMessage } from './fake-message.ts';
import { messageFlags } from './fake-message.ts';
import { asObject, asText, FormErrors, type FormPath, type Json } from './form-errors.ts';
import { checkAllowedMentions } from './mentions.ts';
import type { UploadedFile } from './multipart.ts';
import { refusals } from './refusals.ts';

/** One file of the message to be: one it has already, or a new one. */
export type FormAttachment =
  | { readonly keptId: string; readonly description: string | undefined }
  | { readonly file: UploadedFile; readonly description: string | undefined };

/** A message body that follows the rules. What an edit leaves out is undefined. */
export interface MessageForm {
  readonly content: string | undefined;
  readonly embeds: readonly Json[] | undefined;
  readonly components: readonly Json[] | undefined;
  readonly attachments: readonly FormAttachment[] | undefined;
  readonly flags: number;
  readonly allowedMentions: unknown;
  readonly json: Json;
}

export interface FormRules {
  /** Bytes of one file in this place. */
  readonly fileLimit: number;
  /** The message that is edited. */
  readonly edited?: FakeMessage | undefined;
  /** Where the message stands in the body: `data` of a callback. */
  readonly path?: FormPath;
}

/**
 * Reads a message to send or an edit, as documented: content up to 2,000 characters, 10 embeds, 10 files within the
 * place's limit, components as their own rules say; with IS_COMPONENTS_V2 neither content nor embeds.
 */
export function readMessageForm(body: unknown, files: readonly UploadedFile[], rules: FormRules): MessageForm {
  const json = asObject(body);
  const { edited, path = [], fileLimit } = rules;
  for (const { bytes } of files) if (bytes.length > fileLimit) throw refusals.tooLarge();
  const attachments = readAttachments(json, files, edited);
  const errors = new FormErrors();
  const list = (name: string, max: number) =>
    json[name] === undefined ? undefined : errors.list([...path, name], json[name], 0, max).map(asObject);
  errors.text([...path, 'content'], json['content'], 0, 2000);
  const embeds = list('embeds', 10);
  checkEmbeds(errors, [...path, 'embeds'], embeds ?? []);
  const components = list('components', 100);
  const isV2 = isComponentsV2(Number(json['flags'] ?? 0)) || isComponentsV2(edited?.flags ?? 0);
  checkComponents(errors, [...path, 'components'], components ?? [], isV2);
  checkAllowedMentions(errors, [...path, 'allowed_mentions'], json['allowed_mentions']);
  for (const [at, { description }] of (attachments ?? []).entries()) {
    errors.text([...path, 'attachments', at, 'description'], description, 0, 1024);
  }
  const content = json['content'] === undefined ? undefined : asText(json['content']);
  if (isV2) checkV2(errors, path, { content: content ?? edited?.content, embeds: embeds ?? edited?.embeds });
  if (isV2) checkFileReferences(errors, [...path, 'components'], components ?? [], fileNames(attachments, edited));
  checkNonce(errors, [...path, 'nonce'], json['nonce']);
  errors.throwIfAny();
  return {
    content,
    embeds,
    components,
    attachments,
    flags: Number(json['flags'] ?? 0),
    allowedMentions: json['allowed_mentions'],
    json,
  };
}

export function isComponentsV2(flags: number): boolean {
  return (flags & messageFlags.componentsV2) !== 0;
}

/**
 * A list in an edit is the complete one: ids to keep and new files; what is missing is removed. Left out, everything stays
 * and new files are added. A list in a new message gives its files names and alt texts by their number.
 */
function readAttachments(
  json: Json,
  files: readonly UploadedFile[],
  edited: FakeMessage | undefined,
): readonly FormAttachment[] | undefined {
  const fresh = (file: UploadedFile): FormAttachment => ({ file, description: file.description });
  const kept = (edited?.attachments ?? []).map(({ id, description }) => ({ keptId: id, description }));
  const listed = json['attachments'];
  let attachments: readonly FormAttachment[];
  if (Array.isArray(listed)) {
    attachments = listed.map(asObject).map(({ id, filename, description }) => {
      const text = description as string | undefined;
      const own = kept.find(({ keptId }) => keptId === String(id));
      if (own) return { ...own, description: description === undefined ? own.description : text };
      const file = files.find(({ name }) => name === `files[${String(id)}]`);
      if (!file) throw refusals.uploadedFileMissing();
      return {
        file: { ...file, filename: typeof filename === 'string' ? filename : file.filename },
        description: text,
      };
    });
  } else {
    if (edited && files.length === 0) return undefined;
    attachments = [...kept, ...files.map(fresh)];
  }
  if (attachments.length > 10) throw refusals.tooManyFiles();
  return attachments;
}

function fileNames(attachments: readonly FormAttachment[] | undefined, edited: FakeMessage | undefined): string[] {
  const old = edited?.attachments ?? [];
  if (!attachments) return old.map(({ filename }) => filename);
  return attachments.map((one) =>
    'file' in one ? one.file.filename : (old.find(({ id }) => id === one.keptId)?.filename ?? ''),
  );
}

/** Content and embeds do not go with the flag; an edit that sets it has to clear them. */
function checkV2(
  errors: FormErrors,
  path: FormPath,
  { content, embeds }: { readonly content: string | undefined; readonly embeds: readonly Json[] | undefined },
): void {
  const legacy = [...(content ? ['content'] : []), ...(embeds && embeds.length > 0 ? ['embeds'] : [])];
  for (const name of legacy) {
    errors.add(
      [...path, name],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      `The '${name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    );
  }
}

function checkEmbeds(errors: FormErrors, path: FormPath, embeds: readonly Json[]): void {
  let total = 0;
  for (const [at, embed] of embeds.entries()) {
    const here = [...path, at];
    const fields = errors.list([...here, 'fields'], embed['fields'], 0, 25).map(asObject);
    const texts = [
      [['title'], embed['title'], 256],
      [['description'], embed['description'], 4096],
      [['footer', 'text'], asObject(embed['footer'])['text'], 2048],
      [['author', 'name'], asObject(embed['author'])['name'], 256],
      ...fields.flatMap(
        ({ name, value }, number) =>
          [
            [['fields', number, 'name'], name, 256],
            [['fields', number, 'value'], value, 1024],
          ] as const,
      ),
    ] as const;
    for (const [where, value, max] of texts) {
      errors.text([...here, ...where], value, 0, max);
      total += typeof value === 'string' ? value.length : 0;
    }
  }
  if (total > 6000) errors.add(path, 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000');
}

/** A nonce has at most 25 characters: neither a UUID nor a ULID fits. */
function checkNonce(errors: FormErrors, path: FormPath, nonce: unknown): void {
  if (typeof nonce !== 'number') errors.text(path, nonce, 0, 25);
}
