import type { FakeChat } from './fake-chat.ts';
import { type FakeFile, type FileKind } from './fake-file.ts';
import type { Media } from './fake-message.ts';
import type { Params } from './params.ts';
import { mimeTypeOf } from './person-media.ts';
import { assertPhoto, sizeOfPicture, storePhoto } from './pictures.ts';
import { badRequest } from './refusals.ts';
import type { World } from './world.ts';

const mib = 2 ** 20;

/** What members may not send here, the bot may not either, unless it is an administrator. */
export function assertRight(chat: FakeChat, what: 'text' | 'photos' | 'documents'): void {
  if (!chat.isGroup || chat.botStatus === 'administrator' || chat.rights[what]) return;
  throw badRequest(`not enough rights to send ${what === 'text' ? 'text messages' : what} to the chat`);
}

/** A picture or file of a call: uploaded (as `attach://part` or as a part of the parameter's own name), or by file id. */
export async function sentMedia(
  world: World,
  params: Params,
  name: string,
  kind: 'photo' | 'document',
): Promise<Media> {
  const value = params.text(name);
  const upload = value?.startsWith('attach://') ? params.file(value.slice('attach://'.length)) : params.file(name);
  const hasSpoiler = params.claim('has_spoiler');
  if (!upload) return { ...byId(world, value, kind), hasSpoiler };
  const { bytes, fileName } = upload;
  if (bytes.length === 0) throw badRequest('file must be non-empty');
  if (kind === 'photo') {
    await assertPhoto(bytes, fileName);
    const files = await storePhoto(world.files, bytes).catch(() => {
      throw badRequest('IMAGE_PROCESS_FAILED');
    });
    return { kind, files, uploaded: bytes, hasSpoiler };
  }
  if (bytes.length > (world.isLocal ? 2000 : 50) * mib) throw badRequest('file is too big');
  return await sentDocument(world, { bytes, fileName }, params.claim('disable_content_type_detection'));
}

/** As it is; but what its name calls a sticker or an animation becomes one, unless the call says not to look. */
async function sentDocument(
  world: World,
  { bytes, fileName }: { bytes: Buffer; fileName: string },
  isKept: boolean,
): Promise<Media> {
  const kind = isKept ? 'document' : detected(fileName);
  const details = { fileName, mimeType: mimeTypeOf(fileName), ...(await sizeOfPicture(bytes)) };
  const extra = kind === 'sticker' ? { type: 'regular', is_animated: false, is_video: false } : {};
  return { kind, files: [world.files.add(kind, bytes, details)], uploaded: bytes, extra };
}

function detected(fileName: string): FileKind & ('document' | 'sticker' | 'animation') {
  if (/\.webp$/i.test(fileName)) return 'sticker';
  return /\.gif$/i.test(fileName) ? 'animation' : 'document';
}

function byId(world: World, value: string | undefined, kind: 'photo' | 'document'): Media {
  if (value === undefined || value === '') throw badRequest(`there is no ${kind} in the request`);
  if (/^https?:/i.test(value)) throw badRequest('failed to get HTTP URL content');
  const file = world.files.find(value);
  if (!file) throw badRequest('wrong file identifier/HTTP URL specified');
  if (file.kind !== kind) throw badRequest(`can't use file of type ${file.kind} as ${kind}`);
  return { kind, files: kind === 'photo' ? sizesOf(world, file) : [file] };
}

/** By the id of any size all of them are sent. */
function sizesOf(world: World, file: FakeFile): readonly FakeFile[] {
  const all = world.chats.flatMap(({ messages }) => messages).flatMap(({ content }) => content.media ?? []);
  return all.find(({ files }) => files.includes(file))?.files ?? [file];
}
