import { hash } from 'node:crypto';

/** SHA-256 of a picture's bytes as they are, in hex: what identifies one content wherever it goes. */
export function logoHash(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}
