import { isObject, type Json } from './json.ts';
import { badRequest } from './refusals.ts';
import type { UploadedFile } from './request-body.ts';

/** The parameters of one call, each of the type its method says. Numbers and claims may be written out, as in forms. */
export class Params {
  readonly values: Json;
  readonly files: readonly UploadedFile[];

  constructor(values: Json, files: readonly UploadedFile[] = []) {
    this.values = values;
    this.files = files;
  }

  has(name: string): boolean {
    const value = this.values[name];
    return value !== undefined && value !== null;
  }

  text(name: string): string | undefined {
    const value = this.values[name];
    if (!this.has(name)) return undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    throw badRequest(`field "${name}" must be of type String`);
  }

  integer(name: string): number | undefined {
    if (!this.has(name)) return undefined;
    const value = this.values[name];
    const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
    throw badRequest(`field "${name}" must be of type Number`);
  }

  claim(name: string): boolean {
    const value = this.values[name];
    if (!this.has(name)) return false;
    if (typeof value === 'boolean') return value;
    if (typeof value === 'string' && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true';
    throw badRequest(`field "${name}" must be of type Boolean`);
  }

  object(name: string): Json | undefined {
    if (!this.has(name)) return undefined;
    const value = this.values[name];
    if (isObject(value)) return value;
    throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`);
  }

  list(name: string): readonly unknown[] | undefined {
    if (!this.has(name)) return undefined;
    const value = this.values[name];
    if (Array.isArray(value)) return value;
    throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`);
  }

  /** A parameter that is an object of parameters. */
  within(name: string): Params | undefined {
    const value = this.object(name);
    return value && new Params(value, this.files);
  }

  file(field: string): UploadedFile | undefined {
    return this.files.find((file) => file.field === field);
  }
}
