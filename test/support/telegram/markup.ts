import { isObject, type Json } from './json.ts';
import type { Params } from './params.ts';
import { badRequest } from './refusals.ts';

/** A button of an inline keyboard, as people see it. */
export interface FakeButton {
  readonly text: string;
  readonly data: string | undefined;
  readonly url: string | undefined;
  readonly style: string | undefined;
  readonly disabled: boolean;
  /** As the bot sent it. */
  readonly json: Json;
}

/** What is below a message. */
export interface Markup {
  readonly kind: 'inline' | 'force_reply' | 'keyboard' | 'remove';
  readonly rows: readonly (readonly FakeButton[])[];
  /** The reply interface is opened for whom it is meant for. */
  readonly forceReply: { readonly placeholder: string | undefined; readonly isSelective: boolean } | undefined;
  readonly json: Json;
}

const actions = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'disabled',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
];

/** The `reply_markup` of a call, checked as the server does. An inline keyboard without buttons is none. */
export function replyMarkup(params: Params, chatKind: string): Markup | undefined {
  const json = params.object('reply_markup');
  if (!json || Object.keys(json).length === 0) return undefined;
  const markup = markupOf(json, chatKind);
  return markup.kind === 'inline' && markup.rows.length === 0 ? undefined : markup;
}

function markupOf(json: Json, chatKind: string): Markup {
  if ('inline_keyboard' in json) {
    const rows = rowsOf(json['inline_keyboard'], chatKind);
    if (rows.flat().length > 100) throw badRequest('reply markup is too long');
    const isForced = json['force_reply'] === true;
    const kept = { inline_keyboard: rows.map((row) => row.map((button) => button.json)) };
    return {
      kind: 'inline',
      rows,
      forceReply: isForced ? { placeholder: undefined, isSelective: false } : undefined,
      json: isForced ? { ...kept, force_reply: true } : kept,
    };
  }
  if (json['force_reply'] === true) {
    const placeholder = json['input_field_placeholder'];
    const isRight = placeholder === undefined || (typeof placeholder === 'string' && isBetween(placeholder, 1, 64));
    if (!isRight) throw badRequest('input field placeholder must be 1-64 characters long');
    const isSelective = json['selective'] === true;
    return { kind: 'force_reply', rows: [], forceReply: { placeholder: placeholder as string, isSelective }, json };
  }
  if (json['remove_keyboard'] === true) return { kind: 'remove', rows: [], forceReply: undefined, json };
  if (Array.isArray(json['keyboard'])) return { kind: 'keyboard', rows: [], forceReply: undefined, json };
  throw badRequest("can't parse reply keyboard markup JSON object");
}

function rowsOf(value: unknown, chatKind: string): FakeButton[][] {
  if (!Array.isArray(value)) throw badRequest('can\'t parse inline keyboard: field "inline_keyboard" must be an Array');
  const rows = value.map((row: unknown) => {
    if (!Array.isArray(row)) throw badRequest("can't parse inline keyboard row: must be an Array");
    return row.map((button: unknown) => buttonOf(button, chatKind));
  });
  return rows.filter((row) => row.length > 0);
}

function buttonOf(json: unknown, chatKind: string): FakeButton {
  if (!isObject(json)) throw badRequest("can't parse inline keyboard button: must be an Object");
  const { text, callback_data: data, url, style } = json;
  if (typeof text !== 'string') throw badRequest('can\'t parse inline keyboard button: field "text" must be a String');
  if (text.trim() === '') throw badRequest('BUTTON_TEXT_EMPTY');
  const given = actions.filter((action) => json[action] !== undefined && json[action] !== null);
  if (given.length === 0) throw badRequest('text buttons are unallowed in the inline keyboard');
  if (given.length > 1) throw badRequest(`can't parse inline keyboard button: ${given.join(' and ')} together`);
  if (style !== undefined && !['danger', 'success', 'primary'].some((one) => one === style)) {
    throw badRequest("can't parse inline keyboard button: invalid button style specified");
  }
  if (data !== undefined) assertData(data);
  if (url !== undefined && !isAddress(url))
    throw badRequest(`inline keyboard button URL ${JSON.stringify(url)} is invalid`);
  if (json['disabled'] !== undefined && !isObject(json['disabled'])) {
    throw badRequest('can\'t parse inline keyboard button: field "disabled" must be an Object');
  }
  if (json['web_app'] !== undefined && chatKind !== 'private') throw badRequest('BUTTON_TYPE_INVALID');
  return {
    text,
    data: data as string | undefined,
    url: url as string | undefined,
    style: style as string | undefined,
    disabled: json['disabled'] !== undefined,
    json,
  };
}

function assertData(data: unknown): void {
  if (typeof data !== 'string') throw badRequest('can\'t parse inline keyboard button: field "callback_data"');
  const bytes = Buffer.byteLength(data);
  if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
}

function isAddress(url: unknown): boolean {
  return typeof url === 'string' && /^(?:https?:\/\/[^\s/]+\.[^\s/]+|https?:\/\/localhost|tg:\/\/)/.test(url);
}

function isBetween(text: string, least: number, most: number): boolean {
  return text.length >= least && text.length <= most;
}
