import { again } from './again.ts';
import { cancel } from './cancel.ts';
import type { Command } from './command.ts';
import { forget } from './forget.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { mockup } from './mockup.ts';
import { status } from './status.ts';

/** Everything a person can ask for, in the order people see it. */
export const commands: readonly Command[] = [mockup, again, cancel, status, history, help, forget];
