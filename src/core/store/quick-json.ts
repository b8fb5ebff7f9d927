import { KeyvJsonSerializer, type KeyvSerializationAdapter } from 'keyv';

const keyvJson = new KeyvJsonSerializer();
/** A string that begins with a colon, as JSON without spaces has it. Also found where a key ends in one of these, which does no harm. */
const tagged = /[:,[{]":/;

/** Keyv's own JSON. It marks some strings with a colon in front and looks at every value for that; here only texts that hold one are looked through. */
export const quickJson: KeyvSerializationAdapter = {
  stringify: (value) => keyvJson.stringify(value),
  parse: (text) => (tagged.test(text) ? keyvJson.parse(text) : JSON.parse(text)),
};

/** The value in what Keyv has written. @throws {SyntaxError} {TypeError} when it is nothing of Keyv's */
export function parseStored(text: string): unknown {
  const { value }: { readonly value: unknown } = tagged.test(text) ? keyvJson.parse(text) : JSON.parse(text);
  return value;
}
