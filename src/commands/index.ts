import type { Command } from './command.ts';
import { help } from './help.ts';
import { mockup } from './mockup.ts';

/** Everything a person can ask for, in the order people see it. */
export const commands: readonly Command[] = [mockup, help];
